// A story that a random chain found: what is copied holds two instances of one unit, one inside the other.
import { expect, test } from '@jest/globals';
import type { Claim, FoldEvent } from '../../../src/holdings/model/claim.js';
import { MemoryLedger } from './memory-ledger.js';

const at = Date.parse('2026-01-01T00:00:00Z');
const hour = 3_600_000;
const placeOf = (party: string) => ({ id: party, party, mixing: 'discrete' as const });
const some = [{ batch: 'A', product: 'X', uom: 'KGM', amount: null }];
const event = (n: number, author: string, claim: Claim, from = at + hour): FoldEvent => ({
  ...{ ref: `r${n}`, eventId: `e${n}`, author, claim },
  ...{ from, to: from },
});

const events: readonly FoldEvent[] = [
  event(1, 'S', { kind: 'pack', place: placeOf('S'), parent: 'V', goods: some, units: ['U'] }, at),
  event(2, 'P', {
    ...{ kind: 'transform', inputPlace: placeOf('P'), outputPlace: placeOf('P') },
    ...{ inputs: some, inputUnits: ['U'], losses: [], gains: [] },
    outputs: [{ batch: 'A', product: 'X', uom: 'KGM', amount: 1_000_000_000n }],
  }),
  event(3, 'F', { kind: 'pack', place: placeOf('F'), parent: 'U', goods: some, units: ['V'] }),
  event(4, 'F', {
    ...{ kind: 'unpack', place: placeOf('F'), parent: 'U' },
    ...{ everything: false, goods: some, units: [] },
  }),
];

test('two instances of one unit in what is copied stay two', async () => {
  const ledger = await MemoryLedger.folded([...events]);
  const names = ledger.moves().map(({ move }) => move.instance);
  const copies = new Set(names.filter((name) => name.includes('~r2')));
  expect([...copies].sort()).toEqual(['U~r2.10000', 'U~r2.10000.1', 'V~r2.10000']);
});
