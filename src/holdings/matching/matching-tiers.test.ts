import { expect, test } from '@jest/globals';
import { claimLines, type ClaimLine } from '../model/claim-lines.js';
import type { FoldEvent } from '../model/claim.js';
import { sharedItems } from './matching-tiers.js';

function lineOf(kind: 'release' | 'take', items: readonly string[] | undefined): ClaimLine {
  const goods = [{ product: 'p', batch: null, uom: 'H87', amount: 1n, ...(items && { items }) }];
  const other = kind === 'release' ? { to: null } : { from: null, custodyOnly: false };
  const claim = {
    kind,
    place: { party: 'a' },
    ...other,
    goods,
    units: [],
    documents: [],
    names: [],
  };
  const event = { ref: kind, eventId: kind, author: 'a', from: 0, to: 0, claim };
  const [line] = claimLines(event as unknown as FoldEvent);
  if (line === undefined) throw new Error('goods are a line');
  return line;
}

test('lines share the item codes that both name', () => {
  const shared = (taken?: readonly string[], sent?: readonly string[]) =>
    sharedItems(lineOf('take', taken), lineOf('release', sent));
  expect(shared(['a', 'b', 'c'], ['c', 'a', 'x'])).toBe(2);
  expect(shared(['a'], ['b'])).toBe(0);
  expect(shared(undefined, ['b'])).toBe(0);
  expect(shared(['a'], undefined)).toBe(0);
  expect(shared([], [])).toBe(0);
});

test('item codes of 20,000 a side are looked up, never searched for', () => {
  const codes = Array.from({ length: 20_000 }, (_, i) => `/01/09520123456788/21/${i}`);
  const searched = () => {
    throw new Error('a list was searched');
  };
  const sent = Object.assign([...codes], { includes: searched, indexOf: searched });
  expect(sharedItems(lineOf('take', codes.toReversed()), lineOf('release', sent))).toBe(20_000);
});
