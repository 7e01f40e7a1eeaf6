import { describe, expect, test } from '@jest/globals';
import { formatAmount } from '../../../src/kernel/index.js';
import { handoffsOf } from '../../../src/holdings/matching/handoffs.js';
import { matchClaims } from '../../../src/holdings/matching/matching.js';
import { refold } from '../../../src/holdings/books/refold.js';
import { raisedBookings } from '../../../src/holdings/books/refusal.js';
import { expectSameInAnyOrder, held, unaccountedIn, unitsOf } from './books-of.js';
import { MemoryLedger } from './memory-ledger.js';
import { at, place, Story } from './story.js';

async function settled(story: Story): Promise<MemoryLedger> {
  await expectSameInAnyOrder(story.events);
  return MemoryLedger.folded(story.events);
}

/** `ship: short 2, of take` and so on. */
function handoffs(story: Story): string[] {
  return handoffsOf(matchClaims(story.events)).map(({ release, takes, state, difference }) => {
    const who = release?.event.eventId ?? 'nobody';
    const by = takes.map(({ line }) => line.event.eventId).join(' ');
    return `${who} to ${by || 'nobody'}: ${state} ${formatAmount(difference ?? 0n)}`;
  });
}

const ship = (amount: number) =>
  new Story().make('F', 1, 'A 100').ship('F', 'P', 2, `A ${amount}`, { id: 'ship' });

describe('hand-offs', () => {
  test('A1 short, A2 open, A12 over, A20 cancelled or disputed', () => {
    expect(handoffs(ship(100))).toEqual(['ship to nobody: open 100']);
    expect(handoffs(ship(100).receive('P', 'F', 3, 'A 98', { id: 'take' }))).toEqual([
      'ship to take: short 2',
    ]);
    expect(handoffs(new Story().receive('P', 'F', 3, 'A 98', { id: 'take' }))).toEqual([
      'nobody to take: open 98',
    ]);
    expect(handoffs(ship(80).receive('P', 'F', 3, 'A 98', { id: 'take' }))).toEqual([
      'ship to take: over 18',
    ]);
    const voided = ship(100).void('F', 3, 'ship');
    expect(handoffs(voided)).toEqual(['ship to nobody: cancelled 0']);
    expect(handoffs(voided.receive('P', 'F', 4, 'A 98', { id: 'take' }))).toEqual([
      'ship to take: disputed 0',
    ]);
  });

  test("a stranger's void withdraws nothing", () => {
    expect(handoffs(ship(100).void('P', 3, 'ship'))).toEqual(['ship to nobody: open 100']);
  });

  test('one taking may net several releases, and several takings one release', async () => {
    const story = new Story()
      .make('F', 1, 'A 100')
      .ship('F', 'P', 2, 'A 40', { id: 's1' })
      .ship('F', 'P', 3, 'A 30', { id: 's2' })
      .receive('P', 'F', 4, 'A 60', { id: 't1' })
      .receive('P', 'F', 5, 'A 10', { id: 't2' });
    expect(held(await settled(story))).toEqual(['F: A 30', 'P: A 70']);
    expect(handoffs(story)).toEqual(['s1 to t1: matched 0', 's2 to t1 t2: matched 0']);
  });

  test('B4 a document binds whatever the clocks say', async () => {
    const paper = { documents: ['waybill 1'] };
    const ledger = await settled(
      new Story()
        .make('P', 1, 'A 10')
        .ship('P', 'S', 5, 'A 10', paper)
        .receive('S', 'P', 4.9, 'A 10', paper),
    );
    expect(held(ledger)).toEqual(['S: A 10']);
    expect(unaccountedIn(ledger)).toEqual([]);
  });

  test('without a name no release over 24 h after or 90 days before the taking matches', () => {
    const taken = (hours: number) =>
      handoffs(ship(100).receive('P', 'F', hours, 'A 100', { id: 'take' }));
    expect(taken(2 - 24)).toEqual(['ship to take: matched 0']);
    expect(taken(2 - 25)).toHaveLength(2);
    expect(taken(2 + 90 * 24)).toEqual(['ship to take: matched 0']);
    expect(taken(3 + 90 * 24)).toHaveLength(2);
    const named = ship(100).receive('P', 'F', 9999, 'A 100', { id: 'take', names: ['ship'] });
    expect(handoffs(named)).toEqual(['ship to take: matched 0']);
  });

  test('a named release is matched before all others', () => {
    const story = ship(50)
      .ship('F', 'P', 3, 'A 50', { id: 'later' })
      .receive('P', 'F', 4, 'A 50', { id: 'early', names: [] })
      .receive('P', 'F', 5, 'A 50', { id: 'named', names: ['ship'] });
    expect(handoffs(story)).toEqual(['ship to named: matched 0', 'later to early: matched 0']);
  });

  test('parties that one side leaves out are found by the other side', async () => {
    const silent = new Story()
      .make('F', 1, 'A 10')
      .ship('F', null, 2, 'A 10')
      .receive('P', 'F', 3, 'A 10');
    expect(held(await settled(silent))).toEqual(['P: A 10']);
    const mute = new Story()
      .make('F', 1, 'A 10')
      .ship('F', 'P', 2, 'A 10')
      .receive('P', null, 3, 'A 10');
    expect(held(await settled(mute))).toEqual(['P: A 10']);
  });

  test('item codes find their release', () => {
    const story = new Story()
      .ship('F', null, 2, 'A 2:i1+i2', { id: 's1' })
      .ship('F', null, 3, 'A 2:i3+i4', { id: 's2' })
      .receive('P', null, 4, 'A 2:i2+i3', { id: 'take' });
    expect(handoffs(story)).toEqual(['s1 to take: short 1', 's2 to take: short 1']);
  });

  test('acts are told what they would raise: A8 names 30, A23 names 20', async () => {
    const raised = async (ledger: MemoryLedger, act: Story) =>
      raisedBookings(await refold(ledger, { added: act.events, removed: [] })).map(
        ({ ref, batch, amount }) => `${ref}: ${batch ?? '?'} ${formatAmount(amount)}`,
      );
    const w = await MemoryLedger.folded(new Story().make('W', 1, 'A 30').events);
    expect(await raised(w, new Story().ship('W', 'S', 5, 'A 50', { id: 'act' }))).toEqual([
      'act: A 20',
    ]);
    const sold = new Story().make('W', 1, 'A 30').draw('W', 9, 'A 25').events;
    const backdated = new Story().ship('W', 'S', 5, 'A 10', { id: 'act' });
    expect(await raised(await MemoryLedger.folded(sold), backdated)).toEqual(['e02: A 5']);
    const late = new Story().make('W', 0, 'B 3', { id: 'more' });
    expect(await raised(await MemoryLedger.folded(sold), late)).toEqual([]);
  });
});

describe('logistic units', () => {
  const packed = () => new Story().make('P', 1, 'A 10').pack('P', 2, 'A 10', 'U');

  test('naming a unit that one was sent is an implied taking', async () => {
    const ledger = await settled(packed().ship('P', 'S', 3, '[U]').draw('S', 4, 'A 4 in U'));
    expect(unitsOf(ledger)).toEqual(['U at S, held by S, of S']);
    expect(held(ledger)).toEqual(['unit U: A 6']);
    expect(unaccountedIn(ledger)).toEqual([]);
  });

  test('naming a unit that one sent out and nobody took is an implied return', async () => {
    const ledger = await settled(packed().ship('P', 'S', 3, '[U]').unpack('P', 4, '', 'U'));
    expect(unitsOf(ledger)).toEqual(['U at P, held by P, of P']);
    expect(held(ledger)).toEqual(['P: A 10']);
  });

  test('a unit that another party has and did not release is copied, all unaccounted in', async () => {
    const ledger = await settled(packed().receive('S', null, 4, '[U]', { id: 'claim' }));
    expect(held(ledger)).toEqual(['unit U: A 10', 'unit U~claim.0: A 10']);
    expect(unaccountedIn(ledger)).toEqual(['A 10 at S']);
    const released = await settled(
      packed().receive('S', null, 4, '[U]', { id: 'claim' }).ship('P', 'S', 3, '[U]'),
    );
    expect(held(released)).toEqual(['unit U: A 10']);
    expect(unaccountedIn(released)).toEqual([]);
  });

  test("a matched taking moves the unit though a stranger's claim has it elsewhere", async () => {
    const ledger = await settled(
      packed()
        .ship('P', 'S', 3, '[U]')
        .receive('C', null, 4, '[U]', { custodyOnly: true })
        .receive('S', 'P', 5, '[U]'),
    );
    expect(unitsOf(ledger)).toEqual(['U at S, held by S, of S']);
    expect(unaccountedIn(ledger)).toEqual([]);
  });

  test('a taking before its release by another clock moves the unit, the release does nothing', async () => {
    const ledger = await settled(packed().ship('P', 'S', 5, '[U]').receive('S', 'P', 4, '[U]'));
    expect(unitsOf(ledger)).toEqual(['U at S, held by S, of S']);
  });

  test('one waybill over two legs: each taking finds the release of its own leg', async () => {
    const paper = { documents: ['waybill 1'] };
    const ledger = await settled(
      packed()
        .ship('P', 'S', 3, '[U]', { ...paper, id: 'first' })
        .receive('C', 'P', 4, '[U]', { ...paper, custodyOnly: true })
        .ship('C', 'S', 5, '[U]', paper)
        .receive('S', null, 6, '[U]', paper),
    );
    expect(unitsOf(ledger)).toEqual(['U at S, held by S, of S']);
    expect(unaccountedIn(ledger)).toEqual([]);
  });

  test('an SSCC packed again a year after its last event is a new unit', async () => {
    const year = 365 * 24;
    const again = (hours: number) =>
      packed().make('P', hours, 'B 5').pack('P', hours, 'B 5', 'U', { id: 'again' });
    expect(held(await settled(again(year - 24)))).toEqual(['unit U: A 10', 'unit U: B 5']);
    expect(held(await settled(again(year + 2)))).toEqual(['unit U: A 10', 'unit U~again.0: B 5']);
    const named = await settled(again(year + 2).draw('P', year, 'A 1 in U'));
    expect(held(named)).toEqual(['unit U: A 9', 'unit U: B 5']);
  });

  test('selling a unit sells all it holds, units inside included', async () => {
    const ledger = await settled(
      packed()
        .make('P', 1, 'B 3')
        .pack('P', 2, 'B 3', 'K')
        .pack('P', 3, '[K]', 'U')
        .draw('P', 4, '[U]'),
    );
    expect(held(ledger)).toEqual([]);
  });

  test('moving a unit touches nothing that it holds', async () => {
    const ledger = await settled(packed().move('P', place('P'), place('yard', 'P'), 3, '[U]'));
    expect(unitsOf(ledger)).toEqual(['U at yard, held by P, of P']);
    expect(ledger.flows().filter(({ order }) => order.at === at(3))).toEqual([]);
  });

  test('a whole-day packing or unpacking adds at the start and takes away at the end', async () => {
    const ledger = await settled(
      new Story()
        .make('P', 1, 'A 10')
        .pack('P', 30, 'A 10', 'U')
        .wholeDay()
        .draw('P', 31, 'A 4 in U')
        .ship('P', 'S', 32, '[U]', { id: 'go' }),
    );
    expect(held(ledger)).toEqual(['unit U: A 6']);
    expect(unaccountedIn(ledger)).toEqual([]);
  });
});
