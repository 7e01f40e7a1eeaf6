// Goal: what became of each document can be asked for, and of one that proceeds exactly the good events are stored.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventsMax } from '../../src/epcis/rules/document-limits.js';
import type { Answer } from '../support/app.js';
import { documentOf, Repository, type CaptureAnswer, type Organisation } from './repository.js';

let repository: Repository;
let organisation: Organisation;
beforeAll(async () => {
  repository = await Repository.start();
});
beforeEach(async () => {
  organisation = await repository.organisation('anyone');
});
afterAll(() => repository?.close());

interface Job {
  readonly captureID: string;
  readonly success: boolean;
  readonly errors: readonly {
    readonly code: string;
    readonly detail: string;
    readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  }[];
}

type Captured = Answer<CaptureAnswer & { readonly captureID: string; readonly detail: string }>;

const day = 86_400_000;

const event = (name: string, quantity = 10) => ({
  type: 'ObjectEvent',
  eventID: `urn:x:${organisation.partyId}:${name}`,
  eventTime: '2026-11-20T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'ADD',
  bizStep: 'commissioning',
  quantityList: [{ epcClass: 'https://id.gs1.org/01/09520123456788/10/J', quantity, uom: 'KGM' }],
});

const bad = { ...{ type: 'ObjectEvent', eventTime: '2026-11-20T08:00:00+08:00' }, action: 'MAKE' };

async function sends(body: unknown, behaviour?: string): Promise<Captured> {
  return repository.service.send('POST', '/epcis/capture', {
    ...{ key: organisation.key, body },
    headers: behaviour === undefined ? {} : { 'GS1-Capture-Error-Behaviour': behaviour },
  });
}

const proceeds = (...events: unknown[]) => sends(documentOf(events as object[]), 'proceed');

async function get<Body>(path: string, key = organisation.key): Promise<Answer<Body>> {
  return repository.service.send('GET', path, { key });
}

const jobOf = async ({ headers }: Captured): Promise<Job> =>
  (await get<Job>(headers.get('location') ?? '')).body;

/** The jobs of one's own organisation, page by page. */
async function pages(query: string): Promise<string[][]> {
  const found: string[][] = [];
  for (let next: string | undefined = `/epcis/capture${query}`; next;) {
    const { body, headers }: Answer<Job[]> = await get(next);
    found.push(body.map(({ captureID }) => captureID));
    next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  return found;
}

async function jobRows(): Promise<number> {
  const [row] = await repository.service.everything.query<{ rows: number }>(
    'SELECT count(*)::int AS rows FROM epcis_capture',
  );
  return row?.rows ?? -1;
}

const rows = async () => (await repository.rowCount()) + (await jobRows());

const storedIds = async () =>
  (await repository.events(organisation, { includeHistory: 'true' }))
    .map(({ eventID }) => eventID ?? '')
    .sort();

describe('a job', () => {
  test('says that a document was stored, and is written with its events', async () => {
    const answer = await sends(documentOf([event('a')]));
    expect(answer.status).toBe(202);
    expect(answer.body.events.map(({ eventId }) => eventId)).toEqual([event('a').eventID]);
    const { captureID } = answer.body;
    expect(answer.headers.get('location')).toBe(`/epcis/capture/${captureID}`);
    expect(await jobOf(answer)).toEqual({
      ...{ captureID, running: false, success: true, captureErrorBehaviour: 'rollback' },
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      finishedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      errors: [],
    });
    const together = await repository.service.everything.query(
      'SELECT 1 FROM event JOIN epcis_capture USING (organisation_id) ' +
        'WHERE epcis_capture.id = $1 AND event.xmin = epcis_capture.xmin',
      [captureID],
    );
    expect(together).toHaveLength(1);
  });

  test('of a stranger is answered as if there were none, and stands in no list but its own', async () => {
    const { body } = await sends(documentOf([event('a')]));
    const stranger = await repository.organisation('stranger');
    const told = async (id: string) => {
      const answer = await get<{ instance: string }>(`/epcis/capture/${id}`, stranger.key);
      return { status: answer.status, body: { ...answer.body, instance: '' } };
    };
    const nobodys = await told('0190a4f0-0000-7000-8000-000000000000');
    expect(nobodys.status).toBe(404);
    expect(await told(body.captureID)).toEqual(nobodys);
    expect((await get<Job[]>('/epcis/capture', stranger.key)).body).toEqual([]);
  });

  test('stands in the list, newest first, in pages that link to each other', async () => {
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      repository.service.clock.advance(1_000);
      ids.unshift((await sends(documentOf([event(name)]))).body.captureID);
    }
    expect(await pages('')).toEqual([ids]);
    expect(await pages('?perPage=4')).toEqual([ids]);
    expect(await pages('?perPage=3')).toEqual([ids.slice(0, 3), ids.slice(3)]);
    expect(await pages('?perPage=1')).toEqual(ids.map((id) => [id]));
  });

  test.each([
    'perPage=0',
    'perPage=201',
    'perPage=x',
    'nextPageToken=x',
    'limit=1',
    'perPage=1&perPage=2',
  ])('is not looked for by ?%s', async (query) => {
    const { status, body } = await get<CaptureAnswer>(`/epcis/capture?${query}`);
    expect([status, body.code]).toEqual([400, 'invalid-epcis-query']);
  });

  test('makes a page end early where it tells many errors', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      repository.service.clock.advance(1_000);
      ids.unshift((await proceeds(...Array.from({ length: 600 }, () => bad))).body.captureID);
    }
    expect(await pages('')).toEqual([ids.slice(0, 2), ids.slice(2)]);
  });

  test('is told for 30 days, and cleared away by captures of anybody, twice as many as they leave', async () => {
    const old: Captured[] = [];
    for (const name of ['a', 'b', 'c']) old.push(await sends(documentOf([event(name)])));
    const before = await jobRows();
    repository.service.clock.advance(30 * day);
    expect((await jobOf(old[0]!)).success).toBe(true);
    repository.service.clock.advance(1);
    expect((await get(old[0]!.headers.get('location')!)).status).toBe(404);
    expect((await get<Job[]>('/epcis/capture')).body).toEqual([]);
    expect(await jobRows()).toBe(before);
    organisation = await repository.organisation('another one');
    await sends(documentOf([event('d')]));
    expect(await jobRows()).toBe(before - 1);
  });
});

describe('the error behaviour', () => {
  test.each(['all', 'Proceed', '', 'rollback, proceed'])('may not be %j', async (behaviour) => {
    const before = await rows();
    const { status, body } = await sends(documentOf([event('a')]), behaviour);
    expect([status, body.code]).toEqual([400, 'invalid-epcis-header']);
    expect(body.detail).toContain('GS1-Capture-Error-Behaviour');
    expect(await rows()).toBe(before);
  });

  test.each([undefined, 'rollback'])(
    '%s refuses all for one bad event, without a job',
    async (behaviour) => {
      const before = await rows();
      const { status, body } = await sends(documentOf([event('a'), bad]), behaviour);
      expect([status, body.code]).toEqual([400, 'invalid-epcis-document']);
      expect(await rows()).toBe(before);
    },
  );

  test('proceed stores the good events and tells of the others where they stand and why', async () => {
    await sends(documentOf([event('known')]));
    const answer = await proceeds(
      event('a'),
      bad,
      { ...event('known'), bizStep: 'packing' },
      event('known'),
      event('b'),
      { ...event('b'), action: 'DELETE' },
      'nothing',
      { ...event('c'), bizStep: 'ship\0ping' },
    );
    expect(answer.status).toBe(202);
    const [a, known, b] = ['a', 'known', 'b'].map((name) => event(name).eventID);
    expect(answer.body.events.map(({ eventId, repeated }) => [eventId, repeated])).toEqual([
      ...[
        [a, false],
        [known, true],
        [b, false],
      ],
    ]);
    const { success, errors } = await jobOf(answer);
    expect(success).toBe(false);
    expect(errors.map(({ code, errors: [first] }) => [code, first?.pointer])).toEqual([
      ['invalid-epcis-event', '/epcisBody/eventList/1/action'],
      ['event-differs', '/epcisBody/eventList/2/bizStep'],
      ['event-differs', '/epcisBody/eventList/5/action'],
      ['invalid-epcis-event', '/epcisBody/eventList/6'],
      ['invalid-epcis-event', '/epcisBody/eventList/7/bizStep'],
    ]);
    expect(errors[1]).toMatchObject({
      ...{ type: '/problems/event-differs', status: 409, eventId: known },
      title: 'An event of this id is stored with other content',
    });
    expect(await storedIds()).toEqual([a, known, b].sort());
  });

  test('proceed takes a declaration of an event that it leaves out', async () => {
    await sends(documentOf([event('a')]));
    const declaration = {
      ...{ ...event('a'), errorDeclaration: { declarationTime: '2026-11-21T08:00:00+08:00' } },
    };
    const answer = await proceeds({ ...event('a', 11) }, declaration);
    expect(answer.body.events).toMatchObject([{ declaration: true, repeated: false }]);
    expect((await jobOf(answer)).errors.map(({ code }) => code)).toEqual(['event-differs']);
  });

  test('proceed with nothing good is a job that stored nothing', async () => {
    const before = await repository.rowCount();
    const answer = await proceeds(bad, bad);
    expect([answer.status, answer.body.events]).toEqual([202, []]);
    expect((await jobOf(answer)).errors).toHaveLength(2);
    expect(await repository.rowCount()).toBe(before);
  });

  test('proceed leaves out a bad event that stands alone', async () => {
    const { '@context': context } = documentOf([]) as Record<string, unknown>;
    const answer = await sends({ '@context': context, ...bad }, 'proceed');
    const { errors } = await jobOf(answer);
    expect(errors.map(({ errors: [first] }) => first?.pointer)).toEqual(['/action']);
  });

  test('proceed points into the answer to a query as well', async () => {
    const { '@context': context, epcisBody } = documentOf([event('a'), bad]) as {
      '@context': unknown;
      epcisBody: object;
    };
    const queryResults = { queryName: 'SimpleEventQuery', resultsBody: epcisBody };
    const answer = await sends(
      { '@context': context, type: 'EPCISQueryDocument', epcisBody: { queryResults } },
      'proceed',
    );
    expect([answer.status, answer.body.events.length]).toEqual([202, 1]);
    const { errors } = await jobOf(answer);
    const list = '/epcisBody/queryResults/resultsBody/eventList';
    expect(errors.map(({ errors: [first] }) => first?.pointer)).toEqual([`${list}/1/action`]);
  });

  test('a job keeps little of what is wrong, however much and however long', async () => {
    const names = Array.from({ length: 30 }, (_, i) => [`n${i}`, 1]);
    const long = { ['x'.repeat(5_000)]: 1, ['😀'.repeat(5_000)]: 1 };
    const { errors } = await jobOf(
      await proceeds({ ...event('a'), ...Object.fromEntries(names) }, { ...event('b'), ...long }),
    );
    expect(errors.map((each) => each.errors.length)).toEqual([5, 2]);
    const [, { detail = '', errors: told = [] } = {}] = errors;
    expect(told.map(({ pointer }) => pointer)).toEqual(Array(2).fill('/epcisBody/eventList/1'));
    expect([detail, ...told.map((each) => each.detail)].every((text) => text.length <= 501)).toBe(
      true,
    );
  });
});

/** One event of a generated document, as which of a few things it is. */
const mix = fc.array(
  fc.record({
    kind: fc.constantFrom('good', 'bad', 'other content', 'declared'),
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  }),
  { maxLength: 20 },
);

test('of any mix exactly the good events are stored, and errors name the rest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mix, { minLength: 1, maxLength: 3 }), async (documents) => {
      organisation = await repository.organisation('generated');
      // What each eventID, or the declaration of it, stands for: the content that came first.
      const stands = new Map<string, string>();
      for (const document of documents) {
        const sent = document.map(({ kind, name }) => {
          if (kind === 'bad') return { ...event(name), action: 'MAKE' };
          const declared = { errorDeclaration: { declarationTime: '2026-11-21T08:00:00+08:00' } };
          if (kind === 'declared') return { ...event(name), ...declared };
          return event(name, kind === 'good' ? 10 : 11);
        });
        const refused = document.flatMap(({ kind, name }, i) => {
          if (kind === 'bad') return [i];
          const side = kind === 'declared' ? `${name}!` : name;
          if (!stands.has(side)) stands.set(side, kind);
          return stands.get(side) === kind ? [] : [i];
        });
        const answer = await proceeds(...sent);
        const { errors, success } = await jobOf(answer);
        expect(success).toBe(refused.length === 0);
        expect(answer.body.events).toHaveLength(document.length - refused.length);
        const places = errors.map(({ errors: [first] }) => first?.pointer.split('/')[3]);
        expect(places).toEqual(refused.map(String));
      }
      const expected = [...stands.keys()].map((side) => event(side.replace('!', '')).eventID);
      expect(await storedIds()).toEqual(expected.sort());
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

describe('/epcis/events', () => {
  const { '@context': context } = documentOf([]) as Record<string, unknown>;
  const sendOne = (body: object): Promise<Captured> =>
    repository.service.send('POST', '/epcis/events', { key: organisation.key, body });
  const found = async (path: string) => {
    const { body } = await get<{
      type: string;
      epcisBody: { queryResults: { resultsBody: { eventList: Record<string, unknown>[] } } };
    }>(path);
    expect(body.type).toBe('EPCISQueryDocument');
    return body.epcisBody.queryResults.resultsBody.eventList;
  };

  test('takes one event, says where it is, and keeps no job', async () => {
    const jobs = await jobRows();
    const { eventID: _, ...unnamed } = event('a');
    const { status, headers, body } = await sendOne({ '@context': context, ...unnamed });
    expect(status).toBe(201);
    expect(body).toMatchObject({ repeated: false, declaration: false });
    const [stored] = await found(headers.get('location')!);
    expect(stored?.eventID).toBe((body as unknown as { eventId: string }).eventId);
    expect(await jobRows()).toBe(jobs);
  });

  test('refuses what is stored already, and takes its declaration of error', async () => {
    const one = { '@context': context, ...event('a?b/c%20d') };
    const { headers } = await sendOne(one);
    const before = await rows();
    const again = await sendOne(one);
    expect([again.status, again.body]).toEqual([
      409,
      expect.objectContaining({ code: 'event-already-stored', eventId: one.eventID }),
    ]);
    const other = await sendOne({ ...one, bizStep: 'packing' });
    expect([other.status, other.body.code]).toEqual([409, 'event-differs']);
    expect(await rows()).toBe(before);
    const errorDeclaration = { declarationTime: '2026-11-21T08:00:00+08:00' };
    const declared = await sendOne({ ...one, errorDeclaration });
    expect(declared.status).toBe(201);
    expect((await sendOne({ ...one, errorDeclaration })).body.code).toBe('event-already-stored');
    const both = await found(headers.get('location')!);
    expect(both.map((each) => [each.eventID, 'errorDeclaration' in each]).sort()).toEqual([
      [one.eventID, false],
      [one.eventID, true],
    ]);
  });

  test('refuses a document and a bad event', async () => {
    const before = await rows();
    for (const body of [documentOf([event('a')]), { '@context': context, ...bad }, event('a')]) {
      const answer = await sendOne(body);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid-epcis-event']);
    }
    expect(await rows()).toBe(before);
  });

  test('tells a stranger of no event', async () => {
    await sendOne({ '@context': context, ...event('a') });
    const stranger = await repository.organisation('stranger');
    const address = `/epcis/events/${encodeURIComponent(event('a').eventID)}`;
    expect((await get(address, stranger.key)).status).toBe(404);
    expect((await get(address)).status).toBe(200);
  });
});

describe('what is lost, cut off or too much', () => {
  const text = (...events: object[]) => JSON.stringify(documentOf(events));
  const deep = `${'['.repeat(70)}${']'.repeat(70)}`;
  test.each<[name: string, status: number, code: string, text: () => string, type?: string]>([
    ['another media type', 415, 'unsupported-media-type', () => text(event('a')), 'text/plain'],
    ['a cut end', 400, 'malformed-json', () => text(event('a')).slice(0, -1)],
    ['no text at all', 400, 'invalid-epcis-document', () => ''],
    [
      'a member twice',
      ...([400, 'invalid-epcis-document'] as const),
      () => text(event('a')).replace('"action":"ADD"', '"action":"DELETE","\\u0061ction":"ADD"'),
    ],
    [
      'a list of events twice',
      ...([400, 'invalid-epcis-document'] as const),
      () => text(event('a')).replace('"eventList":', '"eventList":[],"eventList":'),
    ],
    ['too deep', 422, 'body-too-deep', () => text(event('a')).replace('"ADD"', deep)],
    [
      'a number that would be rounded',
      400,
      'invalid-epcis-document',
      () => text(event('a')).replace(':10,', ':10.0000000000000001,'),
    ],
    [
      'no context',
      400,
      'invalid-epcis-document',
      () => text(event('a')).replace('@context', 'context'),
    ],
    [
      'a wrong header',
      400,
      'invalid-epcis-document',
      () => text(event('a')).replace('"2.0"', '"1.2"'),
    ],
    [
      'too many events',
      ...([413, 'epcis-document-too-long'] as const),
      () => text(...Array.from({ length: eventsMax + 1 }, (_, i) => event(`${i}`))),
    ],
  ])('%s is refused, whatever the behaviour', async (...row) => {
    // Jest would take a parameter that a row leaves out for its own.
    const [, status, code, body, type] = row;
    const before = await rows();
    for (const behaviour of ['rollback', 'proceed']) {
      const answer: Captured = await repository.service.send('POST', '/epcis/capture', {
        ...{ key: organisation.key, body: body() },
        headers: {
          'Content-Type': type ?? 'application/ld+json',
          'GS1-Capture-Error-Behaviour': behaviour,
        },
      });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.body.detail).not.toBe('');
    }
    expect(await rows()).toBe(before);
  });
});
