// Goal: a program that speaks EPCIS 2.0 captures and queries here as it is. Method: somebody else's client library builds and
// sends the documents and reads the answers.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRequire } from 'node:module';
import { Repository, type Organisation } from './repository.js';

/** What it builds documents of; each setter answers the thing that it was called on. */
type Setter = (...values: unknown[]) => Part;
type Part = Readonly<
  Record<'setEventTime' | 'setAction' | 'setBizStep' | 'setReadPoint' | 'setParentId', Setter> &
    Record<'addQuantity' | 'addChildQuantity' | 'setCreationDate' | 'addEventList', Setter> &
    Record<'isValid', () => boolean> &
    Record<'toObject', () => object>
>;
type Maker = new (members?: object) => Part;

/** As much of the library as is used here: it comes without types. */
interface Client {
  readonly EPCISDocument: Maker;
  readonly ObjectEvent: Maker;
  readonly AggregationEvent: Maker;
  readonly QuantityElement: Maker;
  readonly setup: (settings: object) => void;
  readonly capture: (document: Part, options?: object) => Promise<Response>;
  readonly eventToHashedId: (event: object, context: unknown) => string;
}
const epcis = createRequire(import.meta.url)('epcis2.js') as Client;

const lot = 'urn:epc:class:lgtin:4012345.011111.4444';
const pallet = 'urn:epc:id:sscc:0614141.1234567890';

let repository: Repository;
let farm: Organisation;
beforeAll(async () => {
  repository = await Repository.start();
  farm = await repository.organisation('farm');
  epcis.setup({
    apiUrl: `${repository.service.url}/epcis`,
    headers: { 'content-type': 'application/json', Authorization: `Bearer ${farm.key}` },
    eventTimeZoneOffset: '+08:00',
  });
});
afterAll(() => repository.service.close());

const at = (hour: number) => `2026-11-20T0${hour}:00:00.000+08:00`;

function harvested() {
  const goods = new epcis.QuantityElement({ epcClass: lot, quantity: 12.5, uom: 'KGM' });
  return new epcis.ObjectEvent()
    .setEventTime(at(1))
    .setAction('ADD')
    .setBizStep('commissioning')
    .addQuantity(goods)
    .setReadPoint('urn:epc:id:sgln:4012345.00001.0');
}

function packed() {
  return new epcis.AggregationEvent()
    .setEventTime(at(2))
    .setAction('ADD')
    .setBizStep('packing')
    .setParentId(pallet)
    .addChildQuantity(new epcis.QuantityElement({ epcClass: lot, quantity: 10, uom: 'KGM' }));
}

test('its documents are taken, and its events come back equal', async () => {
  const [made, load] = [harvested(), packed()];
  const document = new epcis.EPCISDocument();
  document.setCreationDate(at(3)).addEventList([made, load]);
  expect((await epcis.capture(document)).status).toBe(202);
  const { body } = await repository.ask(farm, { MATCH_anyEPCClass: lot });
  const told = body.epcisBody.queryResults.resultsBody.eventList;
  expect(told).toMatchObject([load.toObject(), made.toObject()]);
  // Its own hash of the event is ours; of the load it is not, whose parent it hashes by a form of its own.
  expect(told[1]).toHaveProperty('eventID', epcis.eventToHashedId(made.toObject(), {}));
});

test('what it finds wrong itself we find, too', async () => {
  const document = new epcis.EPCISDocument();
  document.setCreationDate(at(3)).addEventList([harvested().setAction('HARVEST')]);
  expect(() => document.isValid()).toThrow();
  const sent = await epcis.capture(document, { documentValidation: false });
  expect(sent.status).toBe(400);
  expect(await sent.json()).toMatchObject({
    errors: [{ pointer: '/epcisBody/eventList/0/action', rule: 'schema.choice' }],
  });
});
