import { describe, expect, test } from '@jest/globals';
import { came, expectSameInAnyOrder, held, unaccountedIn, unitsOf, went } from './books-of.js';
import { MemoryLedger } from './memory-ledger.js';
import { at, loss, place, Story } from './story.js';

const folded = (story: Story) => MemoryLedger.folded(story.events);

/** Runs the case in any capture order, then hands its ledger over. */
async function settled(story: Story): Promise<MemoryLedger> {
  await expectSameInAnyOrder(story.events);
  return folded(story);
}

const a1 = () =>
  new Story()
    .make('F', 1, 'A 100')
    .ship('F', 'P', 2, 'A 100', { id: 'ship' })
    .receive('P', 'F', 3, 'A 98');

describe('holdings', () => {
  test('A1 short hand-off and A2 receipt first', async () => {
    const ledger = await settled(a1());
    expect(held(ledger)).toEqual(['P: A 98', 'transit ship#0: A 2']);
    expect(unaccountedIn(ledger)).toEqual([]);
    const first = await folded(new Story().make('F', 1, 'A 100').receive('P', 'F', 3, 'A 98'));
    expect(held(first)).toEqual(['F: A 100', 'P: A 98']);
    expect(unaccountedIn(first)).toEqual(['A 98 at P']);
  });

  test('A3 a relayed copy moves nothing', async () => {
    const story = new Story()
      .make('F', 1, 'A 100')
      .ship('F', 'P', 2, 'A 100', { id: 'e', author: 'P' })
      .receive('P', 'F', 3, 'A 100');
    const ledger = await settled(story);
    expect(held(ledger)).toEqual(['F: A 100', 'P: A 100']);
    expect(unaccountedIn(ledger)).toEqual(['A 100 at P']);
    const both = await settled(story.ship('F', 'P', 2, 'A 100', { id: 'e' }));
    expect(held(both)).toEqual(['P: A 100']);
  });

  test('A4 splitting by shipping keeps the batch', async () => {
    const ledger = await settled(
      new Story()
        .make('P', 1, 'A 100')
        .ship('P', 'W', 2, 'A 60')
        .ship('P', 'S', 2, 'A 40')
        .receive('W', 'P', 3, 'A 60')
        .receive('S', 'P', 3, 'A 40'),
    );
    expect(held(ledger)).toEqual(['S: A 40', 'W: A 60']);
  });

  test('A5 a sub-batch is linked to its batch', async () => {
    const ledger = await settled(
      new Story().make('P', 1, 'A 100').transform('P', 2, 'A 30', 'A2 30'),
    );
    expect(held(ledger)).toEqual(['P: A 70', 'P: A2 30']);
    expect(went(ledger, 'transformation')).toEqual(['A 30 at -']);
  });

  test('A6 a transformation balances', async () => {
    const story = () => new Story().make('P', 1, 'A 60, B 40');
    const declared = await settled(
      story().transform('P', 2, 'A 60, B 40', 'D 95', { losses: [loss('A', 5)] }),
    );
    expect(held(declared)).toEqual(['P: D 95']);
    expect(went(declared, 'unaccounted')).toEqual([]);
    expect(went(declared, 'loss')).toEqual(['X? 5 at P']);
    const silent = await settled(story().transform('P', 2, 'A 60, B 40', 'D 95'));
    expect(went(silent, 'unaccounted')).toEqual(['X? 5 at P']);
  });

  test('A7 more out than in is booked on the transformation', async () => {
    const ledger = await settled(
      new Story().make('P', 1, 'A 60').transform('P', 2, 'A 60', 'D 70'),
    );
    expect(held(ledger)).toEqual(['P: D 70']);
    expect(unaccountedIn(ledger)).toEqual(['D 10 at P']);
  });

  test('A8 an overdraw is made up by what came in earlier', async () => {
    const over = () => new Story().make('W', 1, 'A 30').ship('W', 'S', 5, 'A 50', { id: 'over' });
    const ledger = await settled(over());
    expect(held(ledger)).toEqual(['transit over#0: A 50']);
    expect(unaccountedIn(ledger)).toEqual(['A 20 at W']);
    const matched = await settled(
      over().make('F', 1, 'A 25').ship('F', 'W', 2, 'A 25').receive('W', 'F', 3, 'A 25'),
    );
    expect(held(matched)).toEqual(['W: A 5', 'transit over#0: A 50']);
    expect(unaccountedIn(matched)).toEqual([]);
    const alone = await settled(over().receive('W', 'F', 3, 'A 25'));
    expect(held(alone)).toEqual(['W: A 5', 'transit over#0: A 50']);
    expect(unaccountedIn(alone)).toEqual(['A 25 at W']);
    const later = await settled(
      over().make('F', 1, 'A 25').ship('F', 'W', 2, 'A 25').receive('W', 'F', 6, 'A 25'),
    );
    expect(held(later)).toEqual(['W: A 25', 'transit over#0: A 50']);
    expect(unaccountedIn(later)).toEqual(['A 20 at W']);
  });

  test('A9 a pallet opened without a record', async () => {
    const ledger = await settled(
      new Story()
        .make('W', 1, 'A 10, B 5')
        .pack('W', 2, 'A 10, B 5', 'U')
        .ship('W', 'S', 3, '[U]')
        .receive('S', 'W', 4, '[U]')
        .draw('S', 5, 'A 3'),
    );
    expect(held(ledger)).toEqual(['unit U: A 7', 'unit U: B 5']);
    expect(unitsOf(ledger)).toEqual(['U at S, held by S, of S']);
    expect(went(ledger, 'sold')).toEqual(['A 3 at -']);
    expect(ledger.flows().at(-1)?.flow.evidence).toBe('inferred');
    expect(unaccountedIn(ledger)).toEqual([]);
  });

  const a10 = () =>
    new Story()
      .make('P', 1, 'A 10, B 10')
      .pack('P', 2, 'A 10', 'K1')
      .pack('P', 2, 'B 10', 'K2')
      .pack('P', 3, '[K1], [K2]', 'U')
      .ship('P', 'W', 4, '[U]')
      .receive('W', 'P', 5, '[U]');

  test('A10 nested units', async () => {
    const ledger = await settled(
      a10().unpack('W', 6, '[K1]', 'U').ship('W', 'S', 7, '[U]').receive('S', 'W', 8, '[U]'),
    );
    expect(held(ledger)).toEqual(['unit K1: A 10', 'unit K2: B 10']);
    expect(unitsOf(ledger)).toEqual([
      'K1 at W, held by W, of W',
      'K2 in U, held by -, of P',
      'U at S, held by S, of S',
    ]);
  });

  test('A11 a DELETE without children empties the parent', async () => {
    const ledger = await settled(a10().unpack('W', 6, '', 'U'));
    expect(unitsOf(ledger)).toEqual([
      'K1 at W, held by W, of W',
      'K2 at W, held by W, of W',
      'U at W, held by W, of W',
    ]);
    expect(held(ledger)).toEqual(['unit K1: A 10', 'unit K2: B 10']);
  });

  test('A12 a wrong quantity corrected', async () => {
    const story = a1();
    const wrong = story.event('ship');
    const right = new Story().ship('F', 'P', 2, 'A 80', { id: 'again' }).event('again');
    const ledger = await folded(story);
    await ledger.capture([], [wrong]);
    await ledger.capture([right]);
    expect(held(ledger)).toEqual(['F: A 20', 'P: A 98']);
    expect(unaccountedIn(ledger)).toEqual(['A 18 at P']);
  });

  test('A14 batch unknown, and A23 named after unknown', async () => {
    const story = () =>
      new Story()
        .make('W', 1, 'A 30')
        .make('W', 2, 'B 40')
        .ship('W', 'S', 3, '? 50', { id: 'any' })
        .receive('S', 'W', 4, '? 50');
    const ledger = await settled(story());
    expect(held(ledger)).toEqual(['S: X? 50', 'W: A 30', 'W: B 40', 'W: X? -50']);
    const over = await settled(story().ship('W', 'S2', 5, 'A 25'));
    expect(unaccountedIn(over)).toEqual(['A 5 at W']);
    const fits = await settled(story().ship('W', 'S2', 5, 'A 20', { id: 'rest' }));
    expect(unaccountedIn(fits)).toEqual([]);
    expect(held(fits)).toEqual(['S: X? 50', 'transit rest#0: A 20']);
    const named = await settled(story().draw('S', 6, 'A 35'));
    expect(unaccountedIn(named)).toEqual(['A 5 at S']);
  });

  test('A15 items are part of the quantity of their line', async () => {
    const make = () => new Story().make('F', 1, 'A 10');
    const items = await settled(make().ship('F', 'P', 2, 'A 3:i1+i2+i3', { id: 's' }));
    expect(held(items)).toEqual(['F: A 7', 'transit s#0: A 3']);
    const lists = await settled(make().ship('F', 'P', 2, 'A 1:i1, A 5', { id: 's' }));
    expect(held(lists)).toEqual(['F: A 4', 'transit s#0: A 1', 'transit s#1: A 5']);
  });

  test('A16 a count is absolute', async () => {
    const story = () => new Story().make('S', 1, 'A 50').count('S', 5, 'A 45');
    const ledger = await settled(story());
    expect(held(ledger)).toEqual(['S: A 45']);
    expect(went(ledger, 'unaccounted')).toEqual(['A 5 at S']);
    const five = await settled(story().draw('S', 4, 'A 5'));
    expect(went(five, 'unaccounted')).toEqual([]);
    expect(held(five)).toEqual(['S: A 45']);
    const eight = await settled(story().draw('S', 4, 'A 8'));
    expect(held(eight)).toEqual(['S: A 45']);
    expect(unaccountedIn(eight)).toEqual(['A 3 at S']);
  });

  test("A17 a carrier's legs leave the ownership where it was", async () => {
    const story = new Story().make('F', 1, 'A 10').pack('F', 2, 'A 10', 'U');
    const steps = [
      ['U at F, held by F, of F', () => story],
      ['U between F and C, held by -, of F', () => story.ship('F', 'C', 3, '[U]')],
      ['U at C, held by C, of F', () => story.receive('C', 'F', 4, '[U]', { custodyOnly: true })],
      ['U between C and S, held by -, of F', () => story.ship('C', 'S', 5, '[U]')],
      ['U at S, held by S, of S', () => story.receive('S', 'C', 6, '[U]')],
    ] as const;
    for (const [where, step] of steps) expect(unitsOf(await settled(step()))).toEqual([where]);
    const loose = new Story()
      .make('F', 1, 'A 10')
      .ship('F', 'C', 3, 'A 10')
      .receive('C', 'F', 4, 'A 10', { custodyOnly: true })
      .ship('C', 'S', 5, 'A 10');
    const owners = (await settled(loose)).flows().map(({ flow }) => flow.to.owner);
    expect(owners).toEqual(['F', 'F', 'F', 'F']);
  });

  test('A18 a tank mixes until it is cleaned out', async () => {
    const tank = place('tank', 'P');
    const filled = () =>
      new Story()
        .makeAt(tank, 1, 'A 100')
        .makeAt(tank, 2, 'B 50')
        .draw('P', 3, '? 30', 'used', tank);
    const cleaned = await settled(
      filled().cleanOut(tank, 4).makeAt(tank, 5, 'E 40').draw('P', 6, '? 10', 'used', tank),
    );
    expect(held(cleaned)).toEqual(['tank tank: E 30']);
    expect(went(cleaned, 'unaccounted')).toEqual(['A 80 at tank', 'B 40 at tank']);
    expect(went(cleaned, 'used')).toEqual(['A 20 at -', 'B 10 at -', 'E 10 at -']);
    const emptied = await settled(
      filled()
        .draw('P', 4, '? 120', 'used', tank)
        .makeAt(tank, 5, 'E 40')
        .draw('P', 6, '? 10', 'used', tank),
    );
    const last = emptied.flows().filter(({ order }) => order.at === at(6));
    expect(last.map(({ flow }) => [flow.from.batch, flow.from.book, flow.evidence])).toEqual([
      ['E', 'goods', 'recorded'],
      ['A', 'heel', 'guessed'],
      ['B', 'heel', 'guessed'],
    ]);
  });

  test('A20 a voided shipping never moved anything', async () => {
    const story = new Story()
      .make('F', 1, 'A 100')
      .ship('F', 'P', 2, 'A 100', { id: 'ship' })
      .void('F', 3, 'ship');
    expect(held(await settled(story))).toEqual(['F: A 100']);
    const disputed = await settled(story.receive('P', 'F', 4, 'A 98'));
    expect(held(disputed)).toEqual(['F: A 100', 'P: A 98']);
    expect(unaccountedIn(disputed)).toEqual(['A 98 at P']);
  });

  test('A21 ties and whole days', async () => {
    const story = new Story()
      .make('F', 8, 'A 100')
      .wholeDay()
      .ship('F', 'P', 8, 'A 100', { id: 'ship' })
      .receive('P', 'F', 8, 'A 98');
    const ledger = await settled(story);
    expect(held(ledger)).toEqual(['P: A 98', 'transit ship#0: A 2']);
    expect(unaccountedIn(ledger)).toEqual([]);
  });

  test('A22 two open hand-offs', async () => {
    const ledger = await settled(
      new Story()
        .make('F', 1, 'A 150')
        .ship('F', 'P', 2, 'A 100', { id: 's1' })
        .ship('F', 'P', 3, 'A 50', { id: 's2' })
        .receive('P', 'F', 4, 'A 98')
        .receive('P', 'F', 5, 'A 50'),
    );
    expect(held(ledger)).toEqual(['P: A 148', 'transit s1#0: A 2']);
  });

  test('C2 what was unpacked on the way does not travel on', async () => {
    const ledger = await settled(
      new Story()
        .make('P', 1, 'A 10, B 10')
        .pack('P', 2, 'A 10, B 10', 'U')
        .ship('P', 'W', 3, '[U]')
        .receive('W', 'P', 4, '[U]')
        .unpack('W', 5, 'A', 'U')
        .ship('W', 'S', 6, '[U]')
        .receive('S', 'W', 7, '[U]'),
    );
    expect(held(ledger)).toEqual(['W: A 10', 'unit U: B 10']);
    expect(unitsOf(ledger)).toEqual(['U at S, held by S, of S']);
  });

  test('C5 out of one of two pallets, each in its range', async () => {
    const story = (amount: number) =>
      new Story()
        .make('P', 1, 'A 20')
        .pack('P', 2, 'A 10', 'U1')
        .pack('P', 2, 'A 10', 'U2')
        .ship('P', 'W', 3, '[U1], [U2]')
        .receive('W', 'P', 4, '[U1], [U2]')
        .ship('W', 'S', 5, `A ${amount}`);
    const ranges = async (amount: number) =>
      (await settled(story(amount)))
        .flows()
        .filter(({ order }) => order.at === at(5))
        .map(({ flow }) => [flow.from.holder.id, flow.least, flow.amount, flow.most].map(kg));
    expect(await ranges(5)).toEqual([
      ['U1', 0, 5, 5],
      ['U2', 0, 0, 5],
    ]);
    expect(await ranges(15)).toEqual([
      ['U1', 5, 10, 10],
      ['U2', 5, 5, 10],
    ]);
    const opened = await settled(story(5).unpack('W', 6, 'A 10', 'U1'));
    expect(unaccountedIn(opened)).toEqual([]);
    expect(held(opened)).toEqual(['W: A 10', 'transit e06#0: A 5', 'unit U2: A 5']);
  });

  test('C8 a named input without a receipt', async () => {
    const ledger = await settled(
      new Story()
        .make('F', 1, 'A 100')
        .ship('F', 'P', 2, 'A 100', { id: 'ship' })
        .transform('P', 3, 'A 50', 'D 50'),
    );
    expect(held(ledger)).toEqual(['P: D 50', 'transit ship#0: A 100']);
    expect(unaccountedIn(ledger)).toEqual(['A 50 at P']);
  });

  test('C9 rework in a circle', async () => {
    const ledger = await settled(
      new Story()
        .transform('P', 1, 'D2 5', 'D0 5')
        .transform('P', 2, 'D0 5', 'D1 5')
        .transform('P', 3, 'D1 5', 'D2 5'),
    );
    expect(unaccountedIn(ledger)).toEqual(['D2 5 at P']);
    expect(held(ledger)).toEqual(['P: D2 5']);
  });

  test('C16 no conversion, no balance', async () => {
    const ledger = await settled(
      new Story().make('P', 1, 'A 60').transform('P', 2, 'A 60', 'D 200 H87'),
    );
    expect(held(ledger)).toEqual(['P: D 200']);
    expect(went(ledger, 'unaccounted')).toEqual([]);
    expect(came(ledger, 'unaccounted-in')).toEqual([]);
  });
});

function kg(value: string | bigint): string | number {
  return typeof value === 'bigint' ? Number(value / 1_000_000_000n) : value;
}
