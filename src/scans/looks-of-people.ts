import type { IncomingHttpHeaders } from 'node:http';
import crawlers from 'crawler-user-agents';

/** Its own types lag behind: each crawler has tags by now. */
const known: readonly { readonly pattern: string; readonly tags?: readonly string[] }[] = crawlers;

/**
 * Programs that look at pages for nobody: previews of messengers, search engines, monitors. What a plain HTTP library
 * fetches may well be for somebody, and a script that copies labels is what ought to be seen: it counts.
 */
const nobody = new RegExp(
  known
    .filter(({ tags }) => !tags?.includes('http-library'))
    .map(({ pattern }) => pattern)
    .join('|'),
);

/** Agents that were looked up among them before, since finding out takes as long as an answer. */
const judged = new Map<string, boolean>();
const agentsMax = 2_000;
/** Robots say what they are at the beginning; looking through more would hold everybody up. */
const agentLengthMax = 400;

function isNobody(agent: string): boolean {
  const before = judged.get(agent);
  if (before !== undefined) return before;
  if (judged.size >= agentsMax) judged.clear();
  const found = nobody.test(agent);
  judged.set(agent, found);
  return found;
}

/** A browser that fetches ahead, in case its reader follows a link. */
const ahead = /prefetch|preview|prerender/i;

/** The session of whoever signed in: such looks are the supply chain's, or its owner's tests of a label. */
const signedIn = /(?:^|; *)furrow_session=/;

/**
 * Whether a request is a look of a person who has the goods before them. A HEAD is not, nor is a look of whoever signs in
 * or sends a key, of a preview, or of a robot that says what it is.
 */
export function isLookOfPerson(method: string | undefined, headers: IncomingHttpHeaders): boolean {
  if (method !== 'GET' || headers.authorization !== undefined) return false;
  if (signedIn.test(headers.cookie ?? '')) return false;
  const purposes = [headers['sec-purpose'], headers['purpose'], headers['x-purpose']].join();
  if (ahead.test(purposes)) return false;
  return !isNobody((headers['user-agent'] ?? '').slice(0, agentLengthMax));
}
