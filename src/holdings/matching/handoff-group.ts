import type { FoldEvent } from '../model/claim.js';
import { claimLines, type ClaimLine } from '../model/claim-lines.js';
import { ownPart } from '../model/own-part.js';

/** Under which names a claim is found, and under which it looks for others. The relation is symmetric. */
export interface GroupNames {
  readonly joins: readonly string[];
  readonly seeks: readonly string[];
}

/**
 * Two claims can influence each other's matching only if one joins what the other seeks, or a chain of
 * claims does. So a driver that loads the closure of these names around an event, and matches that
 * alone, gets what matching everything would give.
 */
export function groupNamesOf(event: FoldEvent): GroupNames {
  const claim = ownPart(event);
  if (claim.kind === 'void') {
    return {
      joins: claim.releases.map((name) => `names:${name}`),
      seeks: claim.releases.map((name) => `event:${name}`),
    };
  }
  const lines = claimLines(event);
  if (lines.length === 0) return { joins: [], seeks: [] };
  const names = lines.map(lineNames);
  return {
    joins: distinct([`event:${event.eventId}`, ...names.flatMap((each) => each.joins)]),
    seeks: distinct([`names:${event.eventId}`, ...names.flatMap((each) => each.seeks)]),
  };
}

function lineNames(line: ClaimLine): GroupNames {
  const both = [
    ...line.naming.documents.map((document) => `document:${document}`),
    ...(line.unit === null ? [] : [`unit:${line.unit}`]),
    ...(line.goods?.items ?? []).map((item) => `item:${item}`),
  ];
  const named = line.naming.names;
  const pair = line.unit === null ? pairNames(line) : { joins: [], seeks: [] };
  return {
    joins: [...both, ...pair.joins, ...named.map((name) => `names:${name}`)],
    seeks: [...both, ...pair.seeks, ...named.map((name) => `event:${name}`)],
  };
}

const loosePrefix = 'pair:';

/** Claims found by the parties' names alone, which bind only within the windows of matching. */
export function isLoose(name: string): boolean {
  return name.startsWith(loosePrefix);
}

/**
 * A claim that names both parties is found by either party too, but looks only for claims of the pair
 * and for those that left a party out: one silent claim must not tie all of a product's claims together.
 */
function pairNames(line: ClaimLine): GroupNames {
  const [from, to] =
    line.side === 'release' ? [line.author, line.other] : [line.other, line.author];
  const pair = (sender: string, taker: string) => `${loosePrefix}${sender}>${taker}|${line.thing}`;
  if (from === null) return { joins: [pair('?', to ?? '')], seeks: [pair('', to ?? '')] };
  if (to === null) return { joins: [pair(from, '?')], seeks: [pair(from, '')] };
  return {
    joins: [pair(from, to), pair(from, ''), pair('', to)],
    seeks: [pair(from, to), pair(from, '?'), pair('?', to)],
  };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** Splits events into sets that cannot influence each other's matching. A step an event. */
export function* handoffGroups(events: readonly FoldEvent[]): Generator<undefined, FoldEvent[][]> {
  const named: (GroupNames & { readonly event: FoldEvent })[] = [];
  const found = new Map<string, number[]>();
  for (const [i, event] of events.entries()) {
    const names = groupNamesOf(event);
    named.push({ event, ...names });
    for (const name of names.joins) {
      const joined = found.get(name);
      if (joined) joined.push(i);
      else found.set(name, [i]);
    }
    yield;
  }
  const group = named.map((_, i) => i);
  const rootOf = (i: number): number => {
    let at = i;
    while (group[at] !== at) at = group[at] ?? at;
    group[i] = at;
    return at;
  };
  for (const [i, { seeks }] of named.entries()) {
    for (const name of seeks) {
      const joined = found.get(name) ?? [];
      for (const j of joined) group[rootOf(j)] = rootOf(i);
      joined.splice(1); // who seeks the name next finds them all by the first
    }
    yield;
  }
  const groups = new Map<number, FoldEvent[]>();
  named.forEach(({ event, joins }, i) => {
    if (joins.length === 0) return;
    const root = rootOf(i);
    const members = groups.get(root) ?? [];
    groups.set(root, members);
    members.push(event);
  });
  return [...groups.values()];
}
