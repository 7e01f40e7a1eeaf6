// What a capture document must be, rule by rule: each case changes one thing in a good event and names the
// pointer of the fault it must lead to, so a rule that is removed leaves its case without a fault.
import { describe, expect, test } from '@jest/globals';
import { futureToleranceMilliseconds } from '../events/index.js';
import { readCaptureDocument } from './document.js';
import { depthMax } from './json-bounds.js';
import { faultsMax } from '../kernel/index.js';

const now = Date.parse('2026-03-02T00:00:00Z');
const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
const item = 'urn:epc:id:sgtin:0614141.107346.2017';
const batch = 'urn:epc:class:lgtin:4012345.011111.4444';
const unit = 'urn:epc:id:sscc:0614141.1234567890';

type Members = Record<string, unknown>;

const object: Members = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T08:30:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'ADD',
  epcList: [item],
};

const { epcList: _, ...timed } = object;
const aggregation: Members = {
  ...timed,
  type: 'AggregationEvent',
  parentID: unit,
  childEPCs: [item],
};
const association: Members = { ...aggregation, type: 'AssociationEvent' };
const transaction: Members = {
  ...object,
  type: 'TransactionEvent',
  bizTransactionList: [{ type: 'po', bizTransaction: 'https://shop.example/po/1' }],
};
const { action: __, ...actionless } = timed;
const transformation: Members = {
  ...actionless,
  type: 'TransformationEvent',
  inputEPCList: [item],
  outputQuantityList: [{ epcClass: batch, quantity: 5, uom: 'KGM' }],
};

function capture(event: Members, document: Members = {}) {
  return readCaptureDocument(
    {
      '@context': [context, { farm: 'https://farm.example/ns#' }],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-01T09:00:00Z',
      epcisBody: { eventList: [event] },
      ...document,
    },
    now,
  );
}

function pointersOf(event: Members, document: Members = {}): readonly string[] {
  const result = capture(event, document);
  return 'faults' in result ? result.faults.map(({ pointer }) => pointer) : [];
}

const first = '/epcisBody/eventList/0';

function without(event: Members, ...names: string[]): Members {
  return Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name)));
}

function amount(quantity: unknown, uom: unknown = 'KGM'): Members {
  return { ...object, quantityList: [{ epcClass: batch, quantity, uom }] };
}

describe('an event is taken', () => {
  test.each<[string, Members]>([
    ['that observes items', object],
    ['that packs', aggregation],
    ['that unpacks everything', without({ ...aggregation, action: 'DELETE' }, 'childEPCs')],
    [
      'that observes children of an unknown parent',
      without({ ...aggregation, action: 'OBSERVE' }, 'parentID'),
    ],
    ['that associates', association],
    ['that links goods to a document', transaction],
    ['that ends a link of all goods', without({ ...transaction, action: 'DELETE' }, 'epcList')],
    ['that transforms', transformation],
    [
      'that reports one side of a process',
      without({ ...transformation, transformationID: 'urn:x:1' }, 'inputEPCList'),
    ],
    [
      'that only senses',
      {
        ...without(object, 'epcList'),
        readPoint: { id: 'urn:x:room' },
        sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 4, uom: 'CEL' }] }],
      },
    ],
    ['that counts none', amount(0)],
    ['that names an amount not recorded', { ...object, quantityList: [{ epcClass: batch }] }],
    [
      'within the tolerance for clocks',
      { ...object, eventTime: new Date(now + futureToleranceMilliseconds).toISOString() },
    ],
    [
      'in words of another vocabulary',
      { ...object, bizStep: 'farm:thinning', disposition: 'https://x.example/d' },
    ],
    [
      'with master data of the goods it makes',
      { ...object, ilmd: { 'farm:field': { rows: [1, 2] } } },
    ],
  ])('%s', (_title, event) => {
    expect(pointersOf(event)).toEqual([]);
  });
});

describe('an event is refused', () => {
  test.each<[string, Members, string]>([
    ['that is none', [] as unknown as Members, ''],
    ['of no type', without(object, 'type'), '/type'],
    ['of a type not recorded here', { ...object, type: 'farm:HarvestEvent' }, '/type'],
    ['with no time', without(object, 'eventTime'), '/eventTime'],
    ['with a naive time', { ...object, eventTime: '2026-03-01T08:30:00' }, '/eventTime'],
    ['with an impossible date', { ...object, eventTime: '2026-02-29T08:30:00Z' }, '/eventTime'],
    [
      'with a time in the future',
      { ...object, eventTime: new Date(now + futureToleranceMilliseconds + 1).toISOString() },
      '/eventTime',
    ],
    ['with no offset of the place', without(object, 'eventTimeZoneOffset'), '/eventTimeZoneOffset'],
    [
      'with an offset beyond 14 hours',
      { ...object, eventTimeZoneOffset: '+14:30' },
      '/eventTimeZoneOffset',
    ],
    [
      'with Z for the offset of a place',
      { ...object, eventTimeZoneOffset: 'Z' },
      '/eventTimeZoneOffset',
    ],
    [
      'with an id nobody can read out',
      { ...object, eventID: `urn:x:${'9'.repeat(2048)}` },
      '/eventID',
    ],
    ['with no action', without(object, 'action'), '/action'],
    ['with an unknown action', { ...object, action: 'add' }, '/action'],
    ['with a transformation that has an action', { ...transformation, action: 'ADD' }, '/action'],
    ['with an id that is no URI', { ...object, eventID: '374d95fc' }, '/eventID'],
    ['that names nothing', without(object, 'epcList'), ''],
    [
      'with a wrong check digit',
      { ...object, epcList: ['https://id.gs1.org/01/04012345123457/21/1'] },
      '/epcList/0',
    ],
    ['with an EPC that is no URI', { ...object, epcList: [item, 'pallet 7'] }, '/epcList/1'],
    ['with an EPC named twice', { ...object, epcList: [item, item] }, '/epcList/1'],
    ['with an EPC list that is no list', { ...object, epcList: item }, '/epcList'],
    ['with a negative quantity', amount(-1), '/quantityList/0/quantity'],
    ['with a quantity as text', amount('5'), '/quantityList/0/quantity'],
    ['with too many decimals', amount(0.1234567), '/quantityList/0/quantity'],
    ['with a quantity beyond all goods', amount(1e12), '/quantityList/0/quantity'],
    ['with a unit spelled out', amount(5, 'kg'), '/quantityList/0/uom'],
    ['with a unit nobody has', amount(5, 'QQQ'), '/quantityList/0/uom'],
    ['with a unit that is a number', amount(5, 7), '/quantityList/0/uom'],
    [
      'with a quantity of nothing',
      { ...object, quantityList: [{ quantity: 5 }] },
      '/quantityList/0/epcClass',
    ],
    [
      'with an extension inside a quantity',
      { ...object, quantityList: [{ epcClass: batch, 'farm:x': 1 }] },
      '/quantityList/0/farm:x',
    ],
    ['with an unknown business step', { ...object, bizStep: 'transforming' }, '/bizStep'],
    ['with an unknown disposition', { ...object, disposition: 'in_transport' }, '/disposition'],
    [
      'with an unknown persistent disposition',
      { ...object, persistentDisposition: { set: ['in_transport'] } },
      '/persistentDisposition/set/0',
    ],
    [
      'with an unknown transaction type',
      { ...object, bizTransactionList: [{ type: 'order', bizTransaction: 'urn:x:1' }] },
      '/bizTransactionList/0/type',
    ],
    [
      'with an unknown source type',
      { ...object, sourceList: [{ type: 'owner', source: 'urn:x:1' }] },
      '/sourceList/0/type',
    ],
    [
      'with a destination without type',
      { ...object, destinationList: [{ destination: 'urn:x:1' }] },
      '/destinationList/0/type',
    ],
    [
      'with an unknown error reason',
      { ...object, errorDeclaration: { declarationTime: '2026-03-01T09:00:00Z', reason: 'typo' } },
      '/errorDeclaration/reason',
    ],
    [
      'with an undated error declaration',
      { ...object, errorDeclaration: { reason: 'incorrect_data' } },
      '/errorDeclaration/declarationTime',
    ],
    [
      'declared in error in the future',
      { ...object, errorDeclaration: { declarationTime: '2026-03-03T00:00:00Z' } },
      '/errorDeclaration/declarationTime',
    ],
    ['with a read point without id', { ...object, readPoint: { 'farm:gate': 2 } }, '/readPoint/id'],
    ['with an unknown bare member', { ...object, colour: 'red' }, '/colour'],
    ['with a member of another type', { ...object, childEPCs: [item] }, '/childEPCs'],
    ['with a JSON-LD keyword for a member', { ...object, '@id': 'urn:x:1' }, '/@id'],
    [
      'with master data of goods it does not make',
      { ...object, action: 'OBSERVE', ilmd: { 'farm:a': 1 } },
      '/ilmd',
    ],
    ['with bare master data', { ...object, ilmd: { 'best/before': 1 } }, '/ilmd/best~1before'],
    [
      'with a sensor report without type',
      { ...object, sensorElementList: [{ sensorReport: [{ value: 1 }] }] },
      '/sensorElementList/0/sensorReport/0/type',
    ],
    [
      'with a sensor value as text',
      { ...object, sensorElementList: [{ sensorReport: [{ type: 'Mass', value: '1' }] }] },
      '/sensorElementList/0/sensorReport/0/value',
    ],
    [
      'with an empty sensor element',
      { ...object, sensorElementList: [{ sensorReport: [] }] },
      '/sensorElementList/0/sensorReport',
    ],
    ['that packs into nothing', without(aggregation, 'parentID'), '/parentID'],
    [
      'that unpacks from nothing',
      without({ ...aggregation, action: 'DELETE' }, 'parentID'),
      '/parentID',
    ],
    ['that packs nothing', without(aggregation, 'childEPCs'), ''],
    [
      'that associates with nothing',
      without({ ...association, action: 'OBSERVE' }, 'parentID'),
      '/parentID',
    ],
    [
      'that links to no document',
      { ...transaction, bizTransactionList: [] },
      '/bizTransactionList',
    ],
    ['that links no goods', without(transaction, 'epcList'), ''],
    ['that transforms nothing', without(transformation, 'inputEPCList'), ''],
    ['that transforms into nothing', without(transformation, 'outputQuantityList'), ''],
    ['with text PostgreSQL cannot keep', { ...object, 'farm:note': 'a\0b' }, '/farm:note'],
    ['with half a character', { ...object, 'farm:note': ['\ud800'] }, '/farm:note/0'],
    [
      'with a context of its own that has no end',
      {
        ...object,
        '@context': Object.fromEntries(Array.from({ length: 501 }, (_each, n) => [`p${n}`, 'u:x'])),
      },
      '/@context',
    ],
    [
      'with a context of its own that changes EPCIS',
      { ...object, '@context': { action: 'urn:x:1' } },
      '/@context/action',
    ],
  ])('%s', (_title, event, pointer) => {
    expect(pointersOf(event)).toEqual([first + pointer]);
  });

  test('for all its faults at once', () => {
    const event = { ...without(object, 'action'), epcList: ['x', 'y'], colour: 1 };
    expect(pointersOf(event)).toHaveLength(4);
  });
});

describe('a document is refused', () => {
  test.each<[string, Members, string]>([
    ['without context', { '@context': undefined }, '/@context'],
    [
      'whose context is not that of EPCIS',
      { '@context': ['https://x.example/c.jsonld'] },
      '/@context',
    ],
    ['whose context is a number', { '@context': [context, 7] }, '/@context/1'],
    ['of another version', { schemaVersion: '1.2' }, '/schemaVersion'],
    ['without version', { schemaVersion: undefined }, '/schemaVersion'],
    ['with a naive date', { creationDate: '2026-03-01' }, '/creationDate'],
    ['without body', { epcisBody: undefined }, '/epcisBody'],
    ['without event list', { epcisBody: { events: [] } }, '/epcisBody/eventList'],
    ['with an unknown member', { eventList: [] }, '/eventList'],
    ['that answers a query', { type: 'EPCISQueryDocument' }, '/type'],
    ['of an unknown type', { type: 'EPCISMasterData' }, '/type'],
    ['of no type', { type: undefined }, '/type'],
  ])('%s', (_title, change, pointer) => {
    const sent = JSON.parse(JSON.stringify(change), (_key, value) => value as unknown) as Members;
    const removed = Object.keys(change).filter((name) => change[name] === undefined);
    const document = { ...sent };
    const result = readCaptureDocument(
      without(
        {
          '@context': context,
          type: 'EPCISDocument',
          schemaVersion: '2.0',
          creationDate: '2026-03-01T09:00:00Z',
          epcisBody: { eventList: [object] },
          ...document,
        },
        ...removed,
      ),
      now,
    );
    expect('faults' in result && result.faults.map((fault) => fault.pointer)).toEqual([pointer]);
  });

  test.each([[null], [7], ['text'], [[]]])('that is %j', (json) => {
    expect(readCaptureDocument(json, now)).toHaveProperty('faults');
  });

  test('that is nested 10,000 levels deep, by one fault at the bound', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    const pointers = pointersOf({ ...object, 'farm:deep': deep });
    expect(pointers).toHaveLength(1);
    expect(pointers[0]?.split('/')).toHaveLength(depthMax + 1);
  });

  test('with no more faults than it takes to say that there are too many', () => {
    const list = Array.from({ length: 10 * faultsMax }, () => without(object, 'action'));
    const result = capture(object, { epcisBody: { eventList: list } });
    const faults = 'faults' in result ? result.faults : [];
    expect(faults).toHaveLength(faultsMax + 1);
  });
});

describe('what is read', () => {
  function read(event: Members, document: Members = {}) {
    const result = capture(event, document);
    if ('faults' in result) throw new Error(JSON.stringify(result.faults));
    return result.events[0]!;
  }

  test('has one form for every form of a vocabulary word', () => {
    const event = read({
      ...object,
      type: 'epcis:ObjectEvent',
      bizStep: 'cbv:BizStep-shipping',
      disposition: 'urn:epcglobal:cbv:disp:in_transit',
      persistentDisposition: { set: ['https://ref.gs1.org/cbv/Disp-conformant'] },
      bizTransactionList: [{ type: 'https://ns.gs1.org/cbv/BTT-po', bizTransaction: 'farm:po/1' }],
      sourceList: [{ type: 'cbv:SDT-location', source: 'urn:epc:id:sgln:4012345.00225.0' }],
      errorDeclaration: { declarationTime: '2026-03-01T09:00:00Z', reason: 'cbv:ER-did_not_occur' },
    });
    expect(event).toMatchObject({
      type: 'ObjectEvent',
      bizStep: 'shipping',
      disposition: 'in_transit',
      persistentDisposition: { set: ['conformant'] },
      bizTransactionList: [{ type: 'po', bizTransaction: 'https://farm.example/ns#po/1' }],
      sourceList: [{ type: 'location' }],
      errorDeclaration: { reason: 'did_not_occur' },
    });
  });

  test('has decimals as text, digit for digit', () => {
    expect(read(amount(200.5)).quantityList).toEqual([
      { epcClass: batch, quantity: '200.5', uom: 'KGM' },
    ]);
    expect(read(amount(0.000001)).quantityList?.[0]?.quantity).toBe('0.000001');
  });

  test('keeps extensions to the letter, wherever EPCIS allows them', () => {
    const extension = { bare: [1, null, { 'farm:x': ' y ' }], '@type': 'xsd:date' };
    const event = read({
      ...object,
      'farm:a': extension,
      readPoint: { id: 'urn:x:gate', 'farm:b': extension },
      errorDeclaration: { declarationTime: '2026-03-01T09:00:00Z', 'farm:c': extension },
      ilmd: { 'farm:d': extension },
    });
    expect(event.extensions).toEqual({ 'farm:a': extension });
    expect(event.readPoint?.extensions).toEqual({ 'farm:b': extension });
    expect(event.errorDeclaration?.extensions).toEqual({ 'farm:c': extension });
    expect(event.ilmd).toEqual({ 'farm:d': extension });
  });

  test("carries of the context what its names need, the event's own before the document's", () => {
    const date = { '@id': 'farm:picked', '@type': 'xsd:date' };
    const event = read(
      { ...object, '@context': { own: 'urn:own:' }, 'own:a': 1, 'shop:picked': '2026-03-01' },
      {
        '@context': [
          context,
          { own: 'urn:outer:', unused: 'urn:u:' },
          'https://other.example/context.jsonld',
          { 'shop:picked': date, farm: 'https://farm.example/ns#' },
        ],
      },
    );
    expect(event.context).toEqual({
      terms: { own: 'urn:own:', 'shop:picked': date, farm: 'https://farm.example/ns#' },
      remote: ['https://other.example/context.jsonld'],
    });
  });

  test('leaves out the recording time of others', () => {
    expect(read({ ...object, recordTime: '2026-03-01T09:00:00Z' })).not.toHaveProperty(
      'recordTime',
    );
  });

  test('is the same for an event sent alone', () => {
    const alone = readCaptureDocument({ '@context': context, ...object }, now);
    expect(alone).toEqual(capture(object));
  });
});

describe('an event known only by its day', () => {
  const day = { ...object, eventTime: '2026-03-01T00:00:00+08:00', 'fur:wholeDay': true };
  const document = { '@context': [context, { fur: 'urn:furrow:epcis:' }] };

  test('is marked as such, whatever prefix the mark has', () => {
    const result = capture(day, document);
    const event = 'events' in result ? result.events[0] : undefined;
    expect(event?.wholeDay).toBe(true);
    expect(event).not.toHaveProperty('extensions');
  });

  test('begins at midnight of its place, in whichever offset that is written', () => {
    const utc = { ...day, eventTime: '2026-02-28T16:00:00Z' };
    expect(pointersOf(utc, document)).toEqual([]);
    expect(pointersOf({ ...day, eventTime: '2026-03-01T00:00:00Z' }, document)).toEqual([
      `${first}/eventTime`,
    ]);
  });

  test('is marked with true and nothing else', () => {
    expect(pointersOf({ ...day, 'fur:wholeDay': 'yes' }, document)).toEqual([
      `${first}/fur:wholeDay`,
    ]);
  });
});
