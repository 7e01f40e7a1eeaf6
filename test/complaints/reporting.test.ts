// Goal: what a consumer reports comes to who issued the code and to who oversees them, once, whole and to nobody else, and a
// stranger learns nothing by it. Method: forms with files over HTTP, as browsers send them, about goods of a small chain.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { World, type Body } from '../cases/world.js';
import { ThirdConnection } from '../support/third-connection.js';
import { codeOf, complaintsOf, idOf, itemsOf, sendReport } from './consumer.js';
import { mark, markedJpeg, markedPng, markedWebp } from './marked-pictures.js';

const unknownCode = '7K2M9Q4XTB3W';

let world: World;
let code: string;
beforeAll(async () => {
  world = await World.start();
  await world.make('F', 'B', '100', { hour: 1 });
  await world.handOver('F', 'P', 'B 40', 2);
  for (const name of ['G', 'R', 'R37', 'R11']) await world.trader(name);
  code = await codeOf(world, 'F', 'B');
});
afterAll(() => world?.close());

/** Who of all is told of the complaint with this number. */
async function told(number: unknown): Promise<string[]> {
  const names: string[] = [];
  const id = await idOf(world, number);
  for (const name of ['F', 'P', 'G', 'R', 'R37', 'R11']) {
    const complaints = await complaintsOf(world, name);
    if (complaints.some((each) => each.id === id)) names.push(name);
  }
  return names;
}

/** The complaint with this number as F is told of it. */
async function ofNumber(number: unknown): Promise<Body | undefined> {
  const id = await idOf(world, number);
  return (await complaintsOf(world, 'F')).find((each) => each.id === id);
}

describe('a report', () => {
  test('comes whole to who issued the code and to who oversees them, and to nobody else', async () => {
    const said = {
      ...{ code, kind: 'illness', words: `It was bad.\r\n${await world.secret('F', 'complaint')}` },
      ...{ language: 'en', boughtOn: '2026-11-20', shop: 'Corner shop', place: 'Qingdao' },
      contact: await world.secret('F', 'complaint'),
    };
    const { status, body } = await sendReport(world.service, said);
    expect([status, body.state]).toEqual([201, 'received']);
    expect(await told(body.number)).toEqual(['F', 'R', 'R37']);
    const [complaint] = await complaintsOf(world, 'F');
    expect(complaint).toMatchObject({ ...said, code: `/t/${code}` });
    expect(complaint).toMatchObject({
      batchId: world.batches.get('B'),
      organisationId: (await world.trader('F')).organisationId,
    });
  });

  test.each([
    ['a code as printed, with spaces', async () => code.replace(/.{4}/g, '$& ').toLowerCase()],
    ['its link', async () => `https://x.example/t/${code}`],
    ['the Digital Link of the batch', async () => world.linkOf('B')],
    [
      'a serial number of the maker’s own, beside its batch',
      async () => `${world.linkOf('B')}/21/abc-1`,
    ],
    [
      'the same as an element string',
      async () => {
        const [, gtin = ''] = /01\/(\d{14})/.exec(world.linkOf('B')) ?? [];
        return `(01)${gtin}(10)B(21)abc-1`;
      },
    ],
    [
      'an item code beside its own GTIN',
      async () => {
        const [item = ''] = await itemsOf(world, 'F', 'B', 1);
        return `${world.linkOf('B').replace(/10\/B$/, '21')}/${item}`;
      },
    ],
    [
      'an item code of a roll that is not in use',
      async () => (await itemsOf(world, 'F', 'B', 1))[0]!,
    ],
  ])('of %s comes to who issued it', async (_what, named) => {
    const { status, body } = await sendReport(world.service, { code: await named() });
    expect(status).toBe(201);
    const complaint = await ofNumber(body.number);
    expect(complaint?.batchId).toBe(world.batches.get('B'));
  });

  test('of a logistic unit has an owner and no batch', async () => {
    const { body } = await sendReport(world.service, { code: await world.unit('U') });
    const complaint = await ofNumber(body.number);
    expect(complaint?.batchId).toBeNull();
  });

  test('of an item code beside the GTIN of other goods is of what nobody issued', async () => {
    const [item = ''] = await itemsOf(world, 'F', 'B', 1);
    const named = `https://id.gs1.org/01/09520123456788/21/${item}`;
    const { status, body } = await sendReport(world.service, { code: named });
    expect([status, await told(body.number)]).toEqual([201, ['R']]);
  });

  test.each([
    ['a code that nobody issued', unknownCode],
    ['a batch that nobody registered', 'https://id.gs1.org/01/09520123456788/10/NONE'],
    ['a serial number of somebody else', 'https://id.gs1.org/01/09520123456788/21/abc'],
    ['a logistic unit by its number', 'https://id.gs1.org/00/095201234567891235'],
  ])('of %s is read by who oversees the whole country', async (_what, named) => {
    const { status, body } = await sendReport(world.service, { code: named });
    expect(status).toBe(201);
    expect(await told(body.number)).toEqual(['R']);
  });

  test('of a code that nobody issued is let through by the database to nobody else', async () => {
    await sendReport(world.service, { code: unknownCode });
    const counted = async (name: string) => {
      const { organisationId } = await world.trader(name);
      const reader = world.service.database.as({ organisationId });
      const [row] = await reader.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM complaint WHERE organisation_id IS NULL',
      );
      return row!.count;
    };
    for (const name of ['F', 'P', 'R37', 'R11'])
      expect([name, await counted(name)]).toEqual([name, 0]);
    expect(await counted('R')).toBeGreaterThan(0);
  });

  test('of a code that nobody issued is answered like any other', async () => {
    const [item = ''] = await itemsOf(world, 'F', 'B', 1);
    const ask = async (named: string) => {
      const { status, headers, body } = await sendReport(world.service, { code: named });
      const names = [...headers.keys()].filter((name) => !name.startsWith('ratelimit'));
      return { status, names, members: Object.keys(body), state: body.state };
    };
    expect(await ask(unknownCode)).toEqual(await ask(item));
  });

  test.each([
    ['code', 'AAAA BBBB CCCC'],
    ['code', 'https://x.example/about'],
    ['kind', 'nice'],
    ['words', '   '],
    ['words', 'a\u0007b'],
    ['boughtOn', '2026-12-24'],
    ['boughtOn', '20 November'],
    ['contact', 'two\nlines'],
    ['contact', 'card 11010519491231002X'],
    ['words', 'I am 110105 19491231 002X'],
    ['shop', 'x'.repeat(201)],
    ['once', 'twice'],
    ['language', 'all of them'],
    ['colour', 'red'],
  ])('with %s %j is refused there, and nothing is kept', async (member, value) => {
    const before = (await complaintsOf(world, 'F')).length;
    const { status, body } = await sendReport(world.service, { code, [member]: value });
    expect([status, (body.errors as Body[])[0]!.pointer]).toEqual([422, `/${member}`]);
    expect((await complaintsOf(world, 'F')).length).toBe(before);
  });
});

describe('a form that is sent more than once', () => {
  test('is one complaint, however close the presses are', async () => {
    const before = (await complaintsOf(world, 'F')).length;
    const once = randomUUID();
    const presses = [1, 2, 3, 4].map(() =>
      sendReport(world.service, { code, once }, [markedJpeg()]),
    );
    const answers = await Promise.all(presses);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const numbers = new Set(answers.map(({ body }) => body.number));
    expect(numbers.size).toBe(1);
    expect((await complaintsOf(world, 'F')).length).toBe(before + 1);
    const kept = await ofNumber(answers[0]!.body.number);
    expect((kept!.photos as Body[]).length).toBe(1);
  });

  test.each([
    ['other words', { words: 'Another thing.' }, []],
    ['a photo', {}, [markedPng()]],
  ])('with %s is refused', async (_what, more, photos) => {
    const once = randomUUID();
    await sendReport(world.service, { code, once });
    const again = await sendReport(world.service, { code, once, ...more }, photos);
    expect([again.status, again.body.code]).toEqual([409, 'idempotency-key-reused']);
  });
});

describe('photos', () => {
  test('are kept as their pictures alone, and given to be saved', async () => {
    const sent = [markedJpeg(), markedPng(), markedWebp()];
    const { body } = await sendReport(world.service, { code }, sent);
    const complaint = (await ofNumber(body.number))!;
    const photos = complaint.photos as {
      id: string;
      mediaType: string;
      sha256: string;
      size: number;
    }[];
    expect(photos.map(({ mediaType }) => mediaType)).toEqual([
      ...['image/jpeg', 'image/png', 'image/webp'],
    ]);
    for (const { id, mediaType, sha256, size } of photos) {
      const answer = await photoFor('R37', String(complaint.id), id);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.includes(mark)).toBe(false);
      expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([
        size,
        sha256,
      ]);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': mediaType,
        'content-disposition': expect.stringMatching(/^attachment; filename="[\w.-]+"$/) as unknown,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
    }
    for (const name of ['P', 'G', 'R11']) {
      expect((await photoFor(name, String(complaint.id), photos[0]!.id)).status).toBe(404);
    }
  });

  test.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a picture cut short', markedPng().subarray(0, 200)],
  ])('that are %s are refused by their place', async (_what, bad) => {
    const { status, body } = await sendReport(world.service, { code }, [markedJpeg(), bad]);
    expect([status, (body.errors as Body[])[0]!.pointer]).toEqual([422, '/photos/1']);
  });
});

async function photoFor(name: string, id: string, photoId: string): Promise<Response> {
  const { key } = await world.trader(name);
  const path = `/api/v1/complaints/${id}/photos/${photoId}`;
  return fetch(new URL(path, world.service.url), { headers: { Authorization: `Bearer ${key}` } });
}

describe('what one day adds to one organisation', () => {
  const dayWith = async (owner: string | null, complaints: number, bytes: number) => {
    const database = await ThirdConnection.open(world.service.server.ownerUrl);
    const day = new Date(world.service.clock.now()).toISOString().slice(0, 10);
    await database.query('DELETE FROM complaint_day');
    await database.query('INSERT INTO complaint_day VALUES ($1, $2, $3, $4)', [
      ...[owner, day, complaints, bytes],
    ]);
    await database.close();
  };

  test('is bounded in complaints, for each alone, whoever sends them at once', async () => {
    await dayWith((await world.trader('F')).organisationId, 998, 0);
    const sent = await Promise.all([1, 2, 3, 4].map(() => sendReport(world.service, { code })));
    expect(sent.map(({ status }) => status).sort()).toEqual([201, 201, 429, 429]);
    expect(sent.find(({ status }) => status === 429)?.body.code).toBe('complaint-quota');
    expect((await sendReport(world.service, { code: unknownCode })).status).toBe(201);
    await dayWith(null, 1000, 0);
    expect((await sendReport(world.service, { code: unknownCode })).status).toBe(429);
    expect((await sendReport(world.service, { code })).status).toBe(201);
  });

  test('is bounded in bytes of photos, and words get through', async () => {
    await dayWith((await world.trader('F')).organisationId, 0, 256 * 1024 * 1024 - 10);
    expect((await sendReport(world.service, { code }, [markedPng()])).status).toBe(429);
    expect((await sendReport(world.service, { code })).status).toBe(201);
  });
});

test('a report that the feed does not take is not kept', async () => {
  const owner = await ThirdConnection.open(world.service.server.ownerUrl);
  const before = await complaintsOf(world, 'F');
  await owner.query(`CREATE FUNCTION refuse_feed() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the feed is out of order'; END $$`);
  await owner.query(
    'CREATE TRIGGER refuse_feed BEFORE INSERT ON feed FOR EACH ROW EXECUTE FUNCTION refuse_feed()',
  );
  expect((await sendReport(world.service, { code })).status).toBe(500);
  await owner.query('DROP TRIGGER refuse_feed ON feed');
  await owner.close();
  expect(await complaintsOf(world, 'F')).toEqual(before);
});
