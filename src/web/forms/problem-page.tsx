import { speechIn, type Speech } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { formPage } from './form-page.js';

/** A refusal as the pages show it. */
export interface ShownProblem {
  readonly status: number;
  /** Stable code of the kind of problem, small beneath. */
  readonly code: string;
  /** The interface's own sentence about this occurrence, in English. Left out of faults on our side. */
  readonly detail?: string;
  readonly requestId?: string;
}

/** A problem as a page: what happened, what it means for you, what to do. Never a stack, never SQL. */
export function problemPage(problem: ShownProblem, reading: Reading): string {
  const speech = speechIn(reading.language);
  const { say } = speech;
  const [title, meaning] = wordsFor(problem.status, speech);
  return formPage({
    title,
    reading,
    children: () => (
      <>
        {meaning !== undefined && <p class="lead">{meaning}</p>}
        {hasMoreToSay(problem) && (
          <p class="lead" lang="en">
            {problem.detail}
          </p>
        )}
        <p class="group">
          {isAboutKey(problem.status) ? (
            <a class="button" href="/sign-in">
              {say('signIn.button')}
            </a>
          ) : (
            <a class="button" href="/">
              {say('problem.home')}
            </a>
          )}
        </p>
        <p class="group small soft">
          <a href={`/problems/${problem.code}`}>{say('problem.code', { code: problem.code })}</a>
          {problem.requestId !== undefined &&
            ` · ${say('problem.request', { id: problem.requestId })}`}
        </p>
      </>
    ),
  });
}

/** What is not there has been said in the reader's language; what broke on our side says nothing to him. */
function hasMoreToSay({ detail, status }: ShownProblem): boolean {
  return detail !== undefined && status < 500 && status !== 404;
}

/** Whoever is signed in with a key that does not do would find no other way to another one. */
const isAboutKey = (status: number) => status === 401 || status === 403;

function wordsFor(status: number, { say }: Speech): readonly [title: string, meaning?: string] {
  if (status === 401) return [say('problem.signInFirst')];
  if (status === 403) return [say('problem.notAllowed'), say('problem.notAllowedText')];
  if (status === 404) return [say('problem.notFound'), say('problem.notFoundText')];
  if (status === 429) return [say('problem.tooMany'), say('problem.tooManyText')];
  if (status >= 500) return [say('problem.ours'), say('problem.oursText')];
  return [say('problem.title')];
}
