// Goal: a document is stored once and whole, or not at all, whoever sends it and however often.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { thingsMax } from '../../src/epcis/capture/capture-limits.js';
import {
  documentValuesMax,
  eventBytesMax,
  partValuesMax,
  eventsMax,
} from '../../src/epcis/rules/document-limits.js';
import { notationDigest } from '../../src/events/canonical-event.js';
import type { EpcisEvent } from '../../src/events/index.js';
import { documentOf, Repository, type Organisation } from './repository.js';

let repository: Repository;
let organisation: Organisation;
beforeAll(async () => {
  repository = await Repository.start();
});
beforeEach(async () => {
  organisation = await repository.organisation('anyone');
});
afterAll(() => repository?.close());

const batch = 'https://id.gs1.org/01/09520123456788/10/2026-01';

/** So much of a batch that begins at its author's. */
const made = {
  type: 'ObjectEvent',
  eventTime: '2026-11-20T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'ADD',
  bizStep: 'commissioning',
  quantityList: [{ epcClass: batch, quantity: 100, uom: 'KGM' }],
};

const error = { declarationTime: '2026-11-21T08:00:00+08:00', reason: 'incorrect_data' };

/** Amounts of goods in the books of one party, whatever the place. */
async function amountsOf({ partyId }: Organisation): Promise<string[]> {
  const rows = await repository.service.database
    .as({ role: 'fold' })
    .query<{ amount: string }>(
      'SELECT amount FROM holding WHERE holder = $1 AND amount <> 0 ORDER BY amount',
      [`@${partyId}`],
    );
  return rows.map(({ amount }) => amount);
}

describe('a document', () => {
  test('sent again answers the same ids and stores nothing', async () => {
    const first = await repository.capture(organisation, made, { ...made, eventID: 'urn:x:1' });
    const rows = await repository.rowCount();
    const second = await repository.capture(organisation, made, { ...made, eventID: 'urn:x:1' });
    expect(first.status).toBe(202);
    expect(first.body.events.map(({ repeated }) => repeated)).toEqual([false, false]);
    expect(second.status).toBe(202);
    expect(second.body.events).toEqual(
      first.body.events.map((event) => ({ ...event, repeated: true })),
    );
    expect(await repository.rowCount()).toBe(rows);
  });

  test('that says one event twice stores it once', async () => {
    const { body } = await repository.capture(organisation, made, made);
    expect(body.events.map(({ repeated }) => repeated)).toEqual([false, true]);
    expect(new Set(body.events.map(({ id }) => id)).size).toBe(1);
    expect(await repository.events(organisation)).toHaveLength(1);
  });

  test('with other content under a known eventID is 409, names the field and stores nothing of it', async () => {
    await repository.capture(organisation, { ...made, eventID: 'urn:x:1' });
    const rows = await repository.rowCount();
    const { status, body } = await repository.capture(
      organisation,
      { ...made, eventID: 'urn:x:2' },
      { ...made, eventID: 'urn:x:1', bizStep: 'packing' },
    );
    expect(status).toBe(409);
    expect(body.code).toBe('event-differs');
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/epcisBody/eventList/1/bizStep']);
    expect(await repository.rowCount()).toBe(rows);
  });

  test('is the same in another notation, also after a release that knew other digests', async () => {
    const extended = { ...made, eventID: 'urn:x:notation', 'https://ex.example/of': 1.5 };
    const said = { ...extended, bizTransactionList: [] };
    const { everything } = repository.service;
    const repeated = async (event: object) =>
      (await repository.capture(organisation, event)).body.events[0]?.repeated;
    expect(await repeated(said)).toBe(false);
    expect(await repeated({ ...extended, 'https://ex.example/of': '1.5' })).toBe(true);
    const [stored] = await everything.query<{ document: EpcisEvent }>(
      `SELECT document FROM event WHERE event_id = 'urn:x:notation'`,
    );
    await everything.query(
      `UPDATE event_identity SET event_digest = $1 WHERE event_id = 'urn:x:notation'`,
      [notationDigest(stored!.document)],
    );
    expect(await repeated(said)).toBe(true);
    const other = { ...said, 'https://ex.example/of': 1.6 };
    expect((await repository.capture(organisation, other)).body.code).toBe('event-differs');
  });

  test('with two events of one hash and no eventID says that the second needs one', async () => {
    const said = (comment: string) => ({ ...made, 'rdfs:comment': comment });
    const { status, body } = await repository.capture(organisation, said('one'), said('two'));
    expect(status).toBe(409);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual([
      '/epcisBody/eventList/1/http:~1~1www.w3.org~12000~101~1rdf-schema#comment',
    ]);
    expect(body.detail).toMatch(/another http:.*comment.*an eventID of its own/);
    const named = { ...said('three'), eventID: 'urn:x:three' };
    expect((await repository.capture(organisation, said('one'), named)).status).toBe(202);
  });

  test('with two contents under one eventID is 409 too', async () => {
    const { status, body } = await repository.capture(
      organisation,
      { ...made, eventID: 'urn:x:1' },
      { ...made, eventID: 'urn:x:1', action: 'DELETE' },
    );
    expect(status).toBe(409);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/epcisBody/eventList/1/action']);
    expect(body.detail).toMatch(/declare the stored one in error/);
  });

  test('of one event standing alone is taken as application/json as well', async () => {
    const event = {
      '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      ...made,
    };
    const { status } = await repository.service.send('POST', '/epcis/capture', {
      key: organisation.key,
      body: event,
    });
    expect(status).toBe(202);
  });

  test('sent by many at once is stored once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => repository.capture(organisation, made)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    expect(new Set(answers.map(({ body }) => body.events[0]?.id)).size).toBe(1);
    expect(answers.filter(({ body }) => body.events[0]?.repeated === false)).toHaveLength(1);
    expect(await repository.events(organisation)).toHaveLength(1);
  });
});

describe('A13 declaration first', () => {
  test('the original never moves anything, and history shows both', async () => {
    const event = { ...made, eventID: 'urn:x:13' };
    await repository.capture(organisation, { ...event, errorDeclaration: error });
    const { status, body } = await repository.capture(organisation, event);
    expect(status).toBe(202);
    expect(body.events[0]).toMatchObject({ repeated: false, declaration: false });
    expect(await amountsOf(organisation)).toEqual([]);
    const history = await repository.events(organisation, { EQ_eventID: 'urn:x:13' });
    expect(history.map(({ errorDeclaration }) => errorDeclaration !== undefined).sort()).toEqual([
      false,
      true,
    ]);
  });

  test('in the usual order the declaration takes back what the original moved', async () => {
    const event = { ...made, eventID: 'urn:x:14' };
    await repository.capture(organisation, event);
    expect(await amountsOf(organisation)).toEqual(['100']);
    await repository.capture(organisation, { ...event, errorDeclaration: error });
    expect(await amountsOf(organisation)).toEqual([]);
  });

  test('a stranger’s declaration withdraws only its own copy', async () => {
    const stranger = await repository.organisation('stranger');
    const event = { ...made, eventID: 'urn:x:15' };
    await repository.capture(organisation, event);
    await repository.capture(stranger, { ...event, errorDeclaration: error });
    expect(await amountsOf(organisation)).toEqual(['100']);
    expect(await amountsOf(stranger)).toEqual([]);
  });
});

test('A3 relayed copy: one movement, though both sides captured the same document', async () => {
  const receiver = await repository.organisation('receiver');
  const uri = ({ partyId }: Organisation) => `urn:uuid:${partyId}`;
  const shipping = {
    ...made,
    eventTime: '2026-11-21T08:00:00+08:00',
    action: 'OBSERVE',
    bizStep: 'shipping',
    sourceList: [{ type: 'possessing_party', source: uri(organisation) }],
    destinationList: [{ type: 'possessing_party', destination: uri(receiver) }],
    eventID: 'urn:x:3',
  };
  await repository.capture(organisation, made);
  expect((await repository.capture(organisation, shipping)).status).toBe(202);
  const { status, body } = await repository.capture(receiver, shipping);
  expect(status).toBe(202);
  expect(body.events[0]?.repeated).toBe(false);
  expect(await amountsOf(organisation)).toEqual([]);
  const transit = await repository.service.database
    .as({ role: 'fold' })
    .query<{ amount: string }>(
      `SELECT amount FROM holding WHERE holder_kind = 'transit' AND amount <> 0`,
    );
  expect(transit).toEqual([{ amount: '100' }]);
  // The receiver sees its own copy and, being party to it, the sender's.
  expect(await repository.events(receiver, { EQ_eventID: 'urn:x:3' })).toHaveLength(2);
});

describe('bad input is refused with nothing stored:', () => {
  const refused: [string, string, number, string][] = [
    ['a naive time', event({ eventTime: '2026-11-20T08:00:00' }), 400, '/eventTime'],
    ['a time in the future', event({ eventTime: '2027-11-20T08:00:00Z' }), 400, '/eventTime'],
    ['a negative quantity', amount('-1'), 400, '/quantityList/0/quantity'],
    ['too many decimals', amount('0.1234567'), 400, '/quantityList/0/quantity'],
    ['an unknown unit', amount('1', 'KILO'), 400, '/quantityList/0/uom'],
    ['an unknown member', event({ colour: 'red' }), 400, '/colour'],
    [
      'a wrong check digit',
      event({ epcList: ['https://id.gs1.org/01/09520123456787/21/1'] }),
      400,
      '/epcList/0',
    ],
    ['an id too long for an index', event({ epcList: [longUri('x')] }), 400, '/epcList/0'],
    ['a loss that is nothing', balance('loss', null), 400, '/urn:furrow:epcis:loss/0'],
    [
      'a loss of no goods',
      balance('loss', { quantity: '1' }),
      400,
      '/urn:furrow:epcis:loss/0/epcClass',
    ],
    [
      'a loss with a wrong check digit',
      balance('loss', { quantity: '1', epcClass: 'https://id.gs1.org/01/09520123456787' }),
      400,
      '/urn:furrow:epcis:loss/0/epcClass',
    ],
    [
      'a negative loss',
      balance('loss', { quantity: '-1', epcClass: batch }),
      400,
      '/urn:furrow:epcis:loss/0/quantity',
    ],
    [
      'a negative gain',
      balance('gain', { quantity: '-1', epcClass: batch }),
      400,
      '/urn:furrow:epcis:gain/0/quantity',
    ],
    [
      'a lot number longer than any batch number',
      event({
        epcList: ['https://id.gs1.org/01/09520123456788/21/1'],
        ilmd: { 'cbvmda:lotNumber': 'x'.repeat(5_000) },
      }),
      400,
      '/ilmd/cbvmda:lotNumber',
    ],
    ['an id of many bytes', event({ eventID: longUri('粮') }), 400, '/eventID'],
    ['an event that is too long', event({ 'urn:x:a': 'x'.repeat(eventBytesMax) }), 400, ''],
    ['half of a surrogate pair', event({ 'urn:x:a': '\ud800' }), 400, '/urn:x:a'],
    ['a name with U+0000', event({ 'urn:x:a': { 'urn:x:\0': 1 } }), 400, '/urn:x:a'],
    [
      'a prototype',
      event({ colour: { action: 'OBSERVE' } }).replace('colour', '__proto__'),
      400,
      '/__proto__',
    ],
  ];
  for (const [title, text, expected, pointer] of refused) {
    test(title, async () => {
      const rows = await repository.rowCount();
      const { status, body } = await repository.send(organisation, text);
      expect({ status, pointers: body.errors.map((one) => one.pointer) }).toEqual({
        status: expected,
        pointers: [`/epcisBody/eventList/0${pointer}`],
      });
      expect(await repository.rowCount()).toBe(rows);
    });
  }

  const unread: [string, string, number, string][] = [
    ['JSON 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000), 422, 'body-too-deep'],
    ['20 MiB and one byte', ' '.repeat(20 * 1024 * 1024 + 1), 413, 'body-too-large'],
    ['a number that JSON rounds', amount('1.00000000000000001'), 400, 'invalid-epcis-document'],
    ['a number beyond those of JSON', amount('1e400'), 400, 'invalid-epcis-document'],
    ['a long namespace', named({ ex: `urn:${'x'.repeat(300)}:` }), 400, 'invalid-epcis-document'],
    [
      'a long namespace in a definition',
      named({ ex: { '@id': `urn:${'x'.repeat(300)}:` } }),
      400,
      'invalid-epcis-document',
    ],
    [
      'a long context',
      named({ ex: { '@foo': 'x'.repeat(70_000) } }),
      400,
      'invalid-epcis-document',
    ],
    ['no document', 'null', 400, 'invalid-epcis-document'],
    ['no body', '', 400, 'invalid-epcis-document'],
    ['half a document', JSON.stringify(documentOf([made])).slice(0, -1), 400, 'malformed-json'],
    [
      'more events than are taken at once',
      JSON.stringify(documentOf(Array.from({ length: eventsMax + 1 }, () => made))),
      413,
      'epcis-document-too-long',
    ],
    [
      'more things than are taken at once',
      event({ epcList: Array.from({ length: thingsMax + 1 }, (_each, n) => `urn:x:${n}`) }),
      413,
      'epcis-document-too-long',
    ],
    [
      'more values than are taken at once',
      JSON.stringify(
        documentOf(
          Array.from({ length: 5 }, () => ({
            ...made,
            'urn:x:list': Array.from({ length: documentValuesMax / 5 }, () => 1),
          })),
        ),
      ),
      413,
      'epcis-document-too-long',
    ],
    [
      'too many values beside its events, whatever is wrong with them',
      JSON.stringify({
        ...documentOf([made]),
        epcisHeader: { epcisMasterData: Array(partValuesMax).fill('\0') },
      }),
      413,
      'epcis-document-too-long',
    ],
    [
      'events that each use a long context',
      JSON.stringify(
        documentOf(
          Array.from({ length: 150 }, () => ({ ...made, 'ex:a': 1 })),
          { ex: { '@id': 'urn:x:', '@foo': 'x'.repeat(60_000) } },
        ),
      ),
      413,
      'epcis-document-too-long',
    ],
    [
      'an event of too many values, whatever is wrong with them',
      event({ epcList: Array.from({ length: partValuesMax }, () => '\0') }),
      413,
      'epcis-document-too-long',
    ],
    [
      'an event of too many empty ones',
      event({ 'urn:x:list': Array.from({ length: partValuesMax }, () => []) }),
      413,
      'epcis-document-too-long',
    ],
  ];

  for (const [title, text, expected, code] of unread) {
    test(title, async () => {
      const rows = await repository.rowCount();
      const { status, body } = await repository.send(organisation, text);
      expect({ status, code: body.code }).toEqual({ status: expected, code });
      expect(await repository.rowCount()).toBe(rows);
    });
  }

  test('whatever stands for an identifier, it is stored or refused, and never our mistake', async () => {
    const filler = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('%', '%25', '粮', '😀', '*', '~', 'é', "'", '/', '//..'),
    );
    const uri = fc
      .tuple(
        fc.constantFrom('urn:x:', 'https://a.example/', 'https://id.gs1.org/01/09520123456788/21/'),
        filler,
        fc.constantFrom(1, 20, 300, 700, 2000),
      )
      .map(([head, text, times]) => head + text.repeat(times));
    await fc.assert(
      fc.asyncProperty(uri, uri, async (thing, other) => {
        const { status, body } = await repository.capture(organisation, {
          ...made,
          eventID: other,
          epcList: [thing],
          readPoint: { id: other },
          bizTransactionList: [{ bizTransaction: thing }],
          sourceList: [{ type: 'owning_party', source: other }],
        });
        // Two contents under one eventID may come up, too.
        expect([202, 400, 409]).toContain(status);
        if (status === 400) expect(body.errors[0]?.pointer).toMatch(/^\/epcisBody\/eventList\/0\//);
      }),
      { numRuns: 150 },
    );
  });

  function event(members: object): string {
    return JSON.stringify(documentOf([{ ...made, ...members }]));
  }

  function named(terms: object): string {
    return JSON.stringify(documentOf([{ ...made, 'ex:a': 1 }], terms));
  }

  /** The quantity as JSON text, with digits that a number of ours could not hold. */
  function amount(quantity: string, uom = 'KGM'): string {
    return event({ quantityList: [{ epcClass: batch, quantity: 0, uom }] }).replace(
      '"quantity":0',
      `"quantity":${quantity}`,
    );
  }

  function balance(kind: 'loss' | 'gain', entry: object | null): string {
    const { action: _, quantityList, ...rest } = made;
    const transformation = {
      ...rest,
      type: 'TransformationEvent',
      inputQuantityList: quantityList,
      outputQuantityList: [{ ...quantityList[0], epcClass: `${batch}B` }],
      [`urn:furrow:epcis:${kind}`]: [entry],
    };
    return JSON.stringify(documentOf([transformation]));
  }

  function longUri(filler: string): string {
    return `urn:x:${filler.repeat(2100)}`;
  }
});
