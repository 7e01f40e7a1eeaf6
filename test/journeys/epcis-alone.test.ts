// Goal: the story of farm-to-shop.test.ts, told by capture documents alone as six ERPs would, ends with the same
// holdings and the same trace. No batch is registered: each is only named, by GTIN and number, as labels do.
import { afterEach, expect, test } from '@jest/globals';
import { documentOf } from '../epcis/repository.js';
import { Chain, linkOf, type Body, type Role } from './chain.js';
import { ending, endingOf } from './ending.js';

let chain: Chain;
afterEach(() => chain?.close());

const pallet = 'urn:epc:id:sscc:0614141.1234567890';

const kilograms = (goods: keyof typeof linkOf, quantity: number) => ({
  epcClass: linkOf[goods],
  quantity,
  uom: 'KGM',
});

type Line = readonly [keyof typeof linkOf, number];

const event = (type: string, hours: number, bizStep: string, more: Body): Body => ({
  type,
  eventTime: chain.at(hours),
  eventTimeZoneOffset: '+08:00',
  bizStep,
  ...more,
});

const seen = (hours: number, bizStep: string, more: Body) =>
  event('ObjectEvent', hours, bizStep, { action: 'OBSERVE', ...more });
const list = (...lines: readonly Line[]) => ({
  quantityList: lines.map(([goods, amount]) => kilograms(goods, amount)),
});
const party = (role: Role) => `urn:uuid:${chain.member(role).partyId}`;

/** A hand-off as its sender or its taker tells it; ownership goes along unless the taker only carries. */
function handOff(from: Role, to: Role, owner: Role | undefined): Body {
  return {
    sourceList: [{ type: 'possessing_party', source: party(from) }],
    destinationList: [
      { type: 'possessing_party', destination: party(to) },
      ...(owner === undefined ? [] : [{ type: 'owning_party', destination: party(owner) }]),
    ],
  };
}

/** What each organisation's ERP has recorded of the story. */
function ledgers(): Readonly<Record<Role, readonly Body[]>> {
  const unit = { epcList: [pallet] };
  return {
    farm: [
      event('ObjectEvent', 1, 'commissioning', { action: 'ADD', ...list(['peaches', 100]) }),
      event('AggregationEvent', 2, 'packing', {
        action: 'ADD',
        parentID: pallet,
        childQuantityList: [kilograms('peaches', 60)],
      }),
      seen(3, 'shipping', { ...unit, ...handOff('farm', 'carrier', 'hall') }),
      seen(8, 'shipping', { ...list(['peaches', 40]), ...handOff('farm', 'works', 'works') }),
    ],
    carrier: [
      seen(4, 'receiving', { ...unit, ...handOff('farm', 'carrier', undefined) }),
      seen(5, 'shipping', { ...unit, ...handOff('carrier', 'hall', undefined) }),
    ],
    hall: [
      seen(6, 'receiving', { ...unit, ...handOff('carrier', 'hall', 'hall') }),
      event('AggregationEvent', 7, 'unpacking', {
        action: 'DELETE',
        parentID: pallet,
        childQuantityList: [kilograms('peaches', 50)],
      }),
      seen(8, 'shipping', { ...list(['peaches', 20]), ...handOff('hall', 'corner', 'corner') }),
      seen(8, 'shipping', { ...list(['peaches', 30]), ...handOff('hall', 'lake', 'lake') }),
    ],
    works: [
      seen(9, 'receiving', { ...list(['peaches', 40]), ...handOff('farm', 'works', 'works') }),
      pressing(),
      seen(11, 'shipping', { ...list(['juice', 12]), ...handOff('works', 'corner', 'corner') }),
    ],
    corner: [
      seen(9, 'receiving', { ...list(['peaches', 20]), ...handOff('hall', 'corner', 'corner') }),
      seen(12, 'receiving', { ...list(['juice', 12]), ...handOff('works', 'corner', 'corner') }),
      ...[['peaches', 3] as const, ['juice', 2] as const].map((line, i) =>
        event('ObjectEvent', 13 + i, 'retail_selling', { action: 'DELETE', ...list(line) }),
      ),
    ],
    lake: [seen(9, 'receiving', { ...list(['peaches', 30]), ...handOff('hall', 'lake', 'lake') })],
  };
}

/** EPCIS has no member for a declared loss; ours is an extension that our context names. */
function pressing(): Body {
  return event('TransformationEvent', 10, 'commissioning', {
    inputQuantityList: [kilograms('peaches', 40)],
    outputQuantityList: [kilograms('juice', 30)],
    'furrow:loss': [
      { epcClass: linkOf.juice, quantity: '10', uom: 'KGM', reason: 'stones and skins' },
    ],
  });
}

async function capture(role: Role, events: readonly Body[]): Promise<void> {
  const document = documentOf(events) as { '@context': unknown };
  const context = [document['@context'], { furrow: 'urn:furrow:epcis:' }];
  const { key } = chain.member(role);
  const headers = { 'Content-Type': 'application/ld+json' };
  const body = { ...document, '@context': context };
  const answer = await chain.send('POST', '/epcis/capture', { key, body, headers });
  expect([role, answer.status, answer.body]).toMatchObject([role, 202, {}]);
}

test('told event by event as it happened', async () => {
  chain = await Chain.start();
  const told = Object.entries(ledgers()).flatMap(([role, events]) =>
    events.map((each) => ({ role: role as Role, each })),
  );
  const when = ({ each }: { each: Body }) => String(each.eventTime);
  for (const { role, each } of told.sort((a, b) => (when(a) < when(b) ? -1 : 1))) {
    await capture(role, [each]);
  }
  expect(await endingOf(chain)).toEqual(ending);
});

test('told by each organisation in one document, the shops first and the farm last', async () => {
  chain = await Chain.start();
  const roles = ['lake', 'corner', 'works', 'hall', 'carrier', 'farm'] as const;
  for (const role of roles) await capture(role, ledgers()[role]);
  expect(await endingOf(chain)).toEqual(ending);
});
