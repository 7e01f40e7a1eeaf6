// Goal: whoever scans or types another code than ours learns which goods it is said to be of, who says so, and what of them is
// recalled; it never looks like a proof. Method: HTTP against goods of two firms; statements are counted.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { externalThingsSql, lookedThroughMax } from '../../src/schemes/external-things.sql.js';
import { World, type Body } from '../cases/world.js';
import { undescribed } from '../http/described-answers.js';
import type { Answer } from '../support/app.js';

const publicUrl = 'https://trace.example';
const route = '/api/v1/external-identifiers';
/** Of whom no look is noted, so that nothing but answers is sent to the database. */
const preview = { 'User-Agent': 'Slackbot-LinkExpanding 1.0' };
const page = { ...preview, Accept: 'text/html', 'Accept-Language': 'en' };
const json = { ...preview, Accept: 'application/json' };

const organic = '12326000000123456';
const licence = 'SC10137010012345';

let world: World;
let key: string;
let productId: string;
let gtin: string;
beforeAll(async () => {
  world = await World.start({ publicUrl });
  ({ key } = await world.trader('F'));
  await world.make('F', 'A', '100', { hour: 1 });
  await world.make('F', 'B', '100', { hour: 1 });
  productId = world.products.get('X') ?? '';
  gtin = world.linkOf('X').slice(-14);
});
afterAll(() => world?.close());

async function ask<Answered = Body>(
  text: string,
  headers: Readonly<Record<string, string>> = json,
): Promise<Answer<Answered>> {
  world.service.clock.advance(1_001);
  return world.service.send<Answered>('GET', `/t/${encodeURIComponent(text)}`, { headers });
}

/** The page to which the form for typing a code leads. */
async function typedIn(text: string): Promise<string> {
  const { service } = world;
  const at = `/t?code=${encodeURIComponent(text)}`;
  const { status, headers } = await service.send('GET', at, { headers: page });
  expect(status).toBe(303);
  return (await service.send<string>('GET', headers.get('location') ?? '', { headers: page })).body;
}

/** While something is said of F's things, unless another says it. */
async function having(said: Body, work: () => Promise<void>, by = key): Promise<void> {
  world.service.clock.advance(1); // what is said at one moment stands in no order
  const { id } = await world.post(by, route, said);
  try {
    await work();
  } finally {
    await world.service.send('DELETE', `${route}/${String(id)}`, { key: by });
  }
}

async function recalling(batch: string, work: () => Promise<void>): Promise<void> {
  const { id } = await world.post(key, '/api/v1/recalls', {
    ...{ batchIds: [world.batches.get(batch)], reason: 'Listeria found', grade: 1 },
  });
  try {
    await work();
  } finally {
    await world.post(key, `/api/v1/recalls/${String(id)}/close`, { word: 'all found' });
  }
}

const codeOf = async (batch: string) => {
  const path = `/api/v1/batches/${world.batches.get(batch) ?? ''}`;
  return String((await world.service.send<Body>('GET', path, { key })).body.code);
};

async function statements(work: () => Promise<unknown>): Promise<number> {
  const before = world.service.publicDatabase.statementsSent;
  await work();
  return world.service.publicDatabase.statementsSent - before;
}

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

interface Explained {
  readonly 'QUERY PLAN': readonly [{ readonly Plan: Plan }];
}

/** Rows of a table that a plan came by, whether it kept them or not. */
function readOf(table: string, plan: Plan): number {
  const {
    'Actual Rows': kept,
    'Rows Removed by Filter': removed = 0,
    'Actual Loops': loops,
  } = plan;
  const own = plan['Relation Name'] === table ? (kept + removed) * loops : 0;
  return (plan.Plans ?? []).reduce((sum, below) => sum + readOf(table, below), own);
}

const ofX = () => ({
  ...{ product: { name: { text: 'product X' }, gtin }, owner: { text: 'F' } },
});

describe('an EAN-13 alone answers for the product: some batches are recalled, check the number', () => {
  const ean = () => gtin.slice(1);

  test('and says so within a second of the recall, on the page and as JSON, and no longer once it is over', async () => {
    const quiet = { verdict: 'product', code: `/01/${gtin}`, ...ofX() };
    expect((await ask(ean())).body).toEqual({ ...quiet, registered: true });
    await recalling('B', async () => {
      expect((await ask(ean())).body).toEqual({ ...quiet, registered: true, someRecalled: true });
      const { body } = await ask<string>(ean(), page);
      expect(body).toContain('<h1>Some batches are recalled: check the number</h1>');
      expect(body).toContain('look up the code with the batch number');
      // With the gaps that it has under the bars.
      const typed = ean().replace(/^(.)(.{6})/, '$1 $2 ');
      expect(await typedIn(typed)).toContain('Some batches are recalled: check the number');
    });
    expect((await ask(ean())).body).toEqual({ ...quiet, registered: true });
  });
});

describe('digits that may be a GTIN and a code of another scheme', () => {
  const seed = '3701001230003';
  const link = () => world.service.send('GET', `/01/0${seed}`, { headers: json });

  test('are what firms say of them where nobody registered the GTIN', async () => {
    const { status, body } = await ask(seed);
    expect([status, body]).toEqual([404, { verdict: 'unknown', code: seed, schemes: ['seed'] }]);
    const said = { scheme: 'seed', value: seed, batchId: world.batches.get('B') };
    await having(said, () =>
      recalling('B', async () => {
        const stated = { verdict: 'stated', code: seed, things: [{ batch: 'B', recalled: true }] };
        for (const typed of [seed, '37010-0123 0003']) {
          expect((await ask(typed)).body).toMatchObject(stated);
        }
        // A link says that it is a GTIN, also while the other answer is remembered.
        expect((await link()).body).toEqual({ verdict: 'unknown', code: `/01/0${seed}` });
      }),
    );
  });

  test('are the product where somebody did, whatever else is said of them', async () => {
    const id = await world.product('both', 'F', { gtin: `0${seed}` });
    await having({ scheme: 'seed', value: seed, productId }, async () => {
      const { body } = await ask(seed);
      expect(body).toMatchObject({ verdict: 'product', code: `/01/0${seed}` });
      expect(body).toMatchObject({ product: { name: { text: 'product both' } } });
    });
    expect(id).not.toBe(productId);
  });
});

describe('a code that one firm states', () => {
  test('of a product is answered by the product, as the word of its owner and nobody else’s', async () => {
    await having({ scheme: 'organic', value: organic, productId }, async () => {
      const { status, body } = await ask(organic);
      expect([status, body]).toEqual([
        200,
        {
          ...{ verdict: 'stated', code: organic },
          things: [{ scheme: 'organic', ...ofX(), page: `${publicUrl}/t/01/${gtin}` }],
        },
      ]);
      expect(undescribed('/t/{code}', status, body)).toEqual([]);
      const html = (await ask<string>(organic, page)).body;
      expect(html).toContain('F says that its goods bear this number: organic mark.');
      expect(html).toContain('no proof');
      expect(html).not.toMatch(/Record found|genuine|authentic|band recorded/);
      expect(html).toContain(`href="/t/01/${gtin}"`);
    });
    expect((await ask(organic)).status).toBe(404);
  });

  test('of a product with recalled batches warns of them', async () => {
    await having({ scheme: 'food-licence', value: licence, productId }, () =>
      recalling('B', async () => {
        expect((await ask(licence)).body).toMatchObject({ things: [{ someRecalled: true }] });
        const html = (await ask<string>(licence, page)).body;
        expect(html).toContain('<h1>Some batches are recalled: check the number</h1>');
      }),
    );
  });

  test('of a recalled batch says stop, of another batch of the product nothing of the kind', async () => {
    const ofA = { scheme: 'organic', value: organic, batchId: world.batches.get('A') };
    const ofB = { scheme: 'pesticide', value: '1'.repeat(32), batchId: world.batches.get('B') };
    await having(ofA, () =>
      having(ofB, () =>
        recalling('B', async () => {
          const code = await codeOf('B');
          expect((await ask('1'.repeat(32))).body).toMatchObject({
            things: [{ ...ofX(), batch: 'B', recalled: true, page: `${publicUrl}/t/${code}` }],
          });
          const html = (await ask<string>('1'.repeat(32), page)).body;
          expect(html).toMatch(/<div class="band stop" role="alert">.*?<h1>Stop: recalled<\/h1>/);
          expect(html).toContain(`href="/t/${code}"`);
          const { things } = (await ask<{ things: Body[] }>(organic)).body;
          expect(things).toEqual([expect.not.objectContaining({ someRecalled: true })]);
          expect(things[0]).not.toHaveProperty('recalled');
        }),
      ),
    );
  });

  test('of a product without a GTIN names it, and leads nowhere', async () => {
    const loose = await world.product('loose', 'F', { gtin: undefined });
    await having({ scheme: 'organic', value: organic, productId: loose }, async () => {
      expect((await ask<{ things: Body[] }>(organic)).body.things).toEqual([
        { scheme: 'organic', product: { name: { text: 'product loose' } }, owner: { text: 'F' } },
      ]);
    });
  });
});

describe('a code that several state', () => {
  test('lists their products by name and firm, what is recalled first', async () => {
    const { key: other } = await world.trader('G');
    const theirs = await world.product('Y', 'G');
    const said = { scheme: 'organic', value: organic };
    await having(
      { ...said, productId: theirs },
      () =>
        having({ ...said, productId }, async () => {
          const firms = async () =>
            (await ask<{ things: { owner: Body }[] }>(organic)).body.things.map(
              ({ owner }) => owner.text,
            );
          expect(await firms()).toEqual(['G', 'F']);
          const html = (await ask<string>(organic, page)).body;
          for (const part of ['product X', 'product Y', 'Firms say that the goods below']) {
            expect(html).toContain(part);
          }
          await recalling('B', async () => {
            expect(await firms()).toEqual(['F', 'G']);
            expect((await ask<string>(organic, page)).body).toContain('check the number</h1>');
          });
        }),
      other,
    );
  });

  test('lists no more of them than a page bears, and says that there are more', async () => {
    for (let i = 0; i < 21; i += 1) {
      const id = await world.product(`many ${i}`, 'F');
      await world.post(key, route, { scheme: 'seed', value: '1100000001', productId: id });
    }
    const { things, more } = (await ask<{ things: Body[]; more: boolean }>('1100000001')).body;
    expect([things.length, more]).toEqual([20, true]);
  });
});

describe('a code that more things bear than an answer looks through', () => {
  const value = 'SC10137010099999';

  /** Products of F of which it was said before all others. */
  async function bearing(count: number): Promise<void> {
    const owner = await world.owner();
    await owner.query(
      `WITH copied AS (
         INSERT INTO product SELECT (jsonb_populate_record(product,
           jsonb_build_object('id', gen_random_uuid(), 'item_code', NULL))).*
         FROM product, generate_series(1, $2) WHERE id = $1 RETURNING id, organisation_id, registered_at)
       INSERT INTO external_identifier SELECT ('00' || substr(gen_random_uuid()::text, 3))::uuid,
         organisation_id, id, NULL, 'food-licence', $3, registered_at FROM copied`,
      [productId, count, value],
    );
    await owner.query('ANALYZE external_identifier');
  }

  test('warns that others may be recalled, though none that it tells is, and not while all are looked through', async () => {
    await bearing(lookedThroughMax - 1);
    const said = { scheme: 'food-licence', value };
    await recalling('B', () =>
      having({ ...said, productId }, async () => {
        const { body } = await ask<{ things: Body[] }>(value);
        expect(body.things[0]).toMatchObject({ someRecalled: true });
        expect(body).not.toHaveProperty('othersMayBeRecalled');
        await bearing(1);
        expect((await ask(value)).body).toMatchObject({ more: true, othersMayBeRecalled: true });
        const html = (await ask<string>(value, page)).body;
        expect(html).toContain('<h1>Some may be recalled: look up the batch number</h1>');
        expect(html).toContain('not all of them were checked for recalls');
      }),
    );
  });

  test('reads no more statements than it looks through, however many there are', async () => {
    await bearing(3_000);
    const things = externalThingsSql('$1::text[]', '$2::text[]');
    const [explained] = await world.service.publicDatabase.query<Explained>(
      `EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM ${things} said`,
      [
        [value, organic],
        ['food-licence', 'organic'],
      ],
    );
    const read = explained && readOf('external_identifier', explained['QUERY PLAN'][0].Plan);
    expect(read).toBe(lookedThroughMax + 1);
  });
});

describe('a code that nobody states', () => {
  test('is told by what it looks like, and said to say nothing about the goods', async () => {
    const { status, body } = await ask(organic);
    expect([status, body]).toEqual([
      404,
      { verdict: 'unknown', code: organic, schemes: ['organic', 'seed'] },
    ]);
    expect(undescribed('/t/{code}', status, body)).toEqual([]);
    const html = (await ask<string>(organic, page)).body;
    expect(html).toContain('organic mark and seed bag code');
    expect(html).toContain('says nothing about your pack');
    // Of our own codes that is a warning; whoever keeps another scheme may know this one well.
    expect(html).not.toContain('counterfeit');
  });

  test('and looks like none is what somebody mistyped', async () => {
    const { status, body } = await ask('not-a-code-of-ours-nor-of-others');
    expect([status, body.verdict, body.fault]).toEqual([400, 'malformed', 'length']);
  });
});

describe('is found', () => {
  test.each([
    ['as people write it', 'organic', organic, '12326 000000 123456'],
    ['with its scheme before it', 'organic', organic, `organic:${organic}`],
    [
      'in the address that its QR symbol holds',
      'organic',
      organic,
      `https://a.example/q?c=${organic}`,
    ],
    ['in small letters', 'food-licence', licence, licence.toLowerCase()],
    ['a code without a look, longer than ours', 'national-trace', 'abc-1234567890-xyz9', undefined],
    ['a short one with its scheme', 'national-trace', '3701/7', 'national-trace:3701/7'],
    ['an Ecode that says so', 'ecode', '10050aB3', 'Ecode 10050aB3'],
  ])('%s', async (_, scheme, value, typed = value) => {
    await having({ scheme, value, productId }, async () => {
      expect((await ask(typed)).body).toMatchObject({ verdict: 'stated', things: [{ scheme }] });
    });
  });

  test('from the form, also by a whole address', async () => {
    await having({ scheme: 'organic', value: organic, productId }, async () => {
      expect(await typedIn(organic)).toContain('product X');
      const address = `https://a.example/q?from=${'a'.repeat(60)}&c=${organic}`;
      expect(await typedIn(address)).toContain('product X');
    });
  });

  test('with nothing of what others typed around it', async () => {
    const value = 'ABCDEFGHIJKLMNOPQRSTU';
    const first = await ask(`https://evil.example/x?user=zhang&${value}`);
    expect(first.body).toMatchObject({ verdict: 'malformed', text: value });
    // Within the second for which the answer to the same question is kept.
    const { body } = await world.service.send<Body>('GET', `/t/${value}`, { headers: json });
    expect(body).toEqual(first.body);
  });

  test('once, though an address holds it twice', async () => {
    await having({ scheme: 'organic', value: organic, productId }, async () => {
      const { things } = (
        await ask<{ things: Body[] }>(`https://a.example/${organic}?c=12326-000000-123456`)
      ).body;
      expect(things).toHaveLength(1);
    });
  });

  test('under its own scheme alone where that is told, and by its whole value', async () => {
    await having({ scheme: 'organic', value: organic, productId }, async () => {
      expect((await ask(`seed:${organic}`)).status).toBe(404);
      // Also while both answers are remembered.
      const at = (text: string) => world.service.send('GET', `/t/${text}`, { headers: json });
      expect((await at(`organic:${organic}`)).status).toBe(200);
      expect((await at(`seed:${organic}`)).status).toBe(404);
      expect((await ask(organic.replace(/6$/, '7'))).status).toBe(404);
    });
  });

  test('not by words that every address of a host has', async () => {
    await having({ scheme: 'national-trace', value: 'a.example', productId }, () =>
      having({ scheme: 'national-trace', value: 'query', productId }, async () => {
        expect((await ask('https://a.example/query?code=none')).status).toBe(400);
      }),
    );
  });
});

describe('costs', () => {
  test('one statement, stated or not, and none again within a second', async () => {
    const twice = (text: string) => async () => {
      await ask(text);
      const at = `/t/${encodeURIComponent(text)}`;
      await world.service.send('GET', at, { headers: json });
    };
    await having({ scheme: 'food-licence', value: licence, productId }, async () => {
      expect(await statements(twice(licence))).toBe(1);
    });
    expect(await statements(twice(organic))).toBe(1);
  });

  test('a code of ours as much as before, and a mistyped one nothing', async () => {
    const code = await codeOf('A');
    expect(await statements(() => ask(code))).toBe(1);
    const wrong = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A');
    for (const typed of [wrong, wrong.replace(/(....)(?=.)/g, '$1-'), code.slice(0, 9)]) {
      expect(await statements(() => ask(typed))).toBe(0);
    }
  });

  test('whoever tries many is held back, as with codes of ours', async () => {
    world.service.clock.advance(120_000); // whatever was missed before is forgiven
    const miss = async (i: number) => {
      const text = `1${String(i).padStart(16, '0')}`;
      return (await world.service.send('GET', `/t/${text}`, { headers: json })).status;
    };
    const answers: number[] = [];
    for (let i = 0; i < 70; i += 1) answers.push(await miss(i));
    expect([answers[0], answers.at(-1)]).toEqual([404, 503]);
  });
});
