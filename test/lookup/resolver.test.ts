// Goal: a GS1-Conformant Resolver, release 1.2.0: each of its rules, as docs/reference/resolver.md numbers them. Method: HTTP against
// a product with a registered batch and piece, and links by its owner; linksets against GS1's own schema.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { readPublicAddress } from '../../src/lookup/public-address.js';
import { World, type Body } from '../cases/world.js';
import type { Answer } from '../support/app.js';
import { follow } from '../support/follow.js';

const publicUrl = 'https://trace.example';
const voc = (term: string) => `https://ref.gs1.org/voc/${term}`;
const page = { Accept: 'text/html', 'Accept-Language': 'en' };

let world: World;
let key: string;
let product: string;
/** Paths of Digital Links: of the product, of a batch, of a piece of it. */
let links: { product: string; batch: string; piece: string };
beforeAll(async () => {
  world = await World.start({ publicUrl });
  ({ key } = await world.trader('F'));
  const batch = await world.make('F', 'A', '100', { hour: 1 });
  product = world.products.get('X') ?? '';
  const codes = `/api/v1/batches/${batch}/codes`;
  const { codes: issued } = await world.post(key, codes, { kind: 'item', count: 1 });
  await world.post(key, `${codes}/activations`, { codes: issued });
  const path = world.linkOf('X').replace('https://id.gs1.org', '');
  const piece = `${path}/21/${String((issued as string[])[0])}`;
  links = { product: path, batch: `${path}/10/A`, piece };
});
afterAll(() => world?.close());

/** A stranger's request, a second after the one before, when nothing is remembered any more. */
async function ask<Answered = Body>(
  path: string,
  headers: Readonly<Record<string, string>> = page,
  method = 'GET',
): Promise<Answer<Answered>> {
  world.service.clock.advance(1_001);
  return world.service.send<Answered>(method, path, { headers });
}

const whither = async (path: string, headers?: Record<string, string>) => {
  const { status, headers: sent } = await ask(path, headers);
  return [status, sent.get('location')];
};

/** Links that are there while `work` runs. */
async function having(given: readonly Body[], work: () => Promise<void>): Promise<void> {
  const path = `/api/v1/products/${product}/links`;
  const ids: string[] = [];
  for (const link of given) {
    const whole = { linkType: 'gs1:pip', title: 'A page', ...link };
    ids.push(String((await world.post(key, path, whole)).id));
  }
  try {
    await work();
  } finally {
    for (const id of ids) await world.service.send('DELETE', `${path}/${id}`, { key });
  }
}

type Contexts = readonly (Body & { readonly anchor: string })[];

async function linkset(path: string): Promise<Contexts> {
  const { status, body } = await ask<{ linkset: Contexts }>(`${path}?linkType=linkset`);
  expect(status).toBe(200);
  return body.linkset;
}

describe('rule 1: GET, HEAD and OPTIONS, from anywhere', () => {
  test('every answer names the methods and lets every page read it', async () => {
    for (const path of Object.values(links)) {
      for (const asked of [path, `${path}?linkType=linkset`, `${path}?linkType=gs1:no`]) {
        const { headers } = await ask(asked);
        expect(headers.get('access-control-allow-origin')).toBe('*');
        expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
      }
    }
  });

  test('OPTIONS is answered 204, and writing is refused', async () => {
    const { status, headers } = await ask(links.batch, {}, 'OPTIONS');
    expect([status, headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
    expect((await ask(links.batch, {}, 'POST')).status).toBe(405);
  });

  test('HEAD has the status and headers of GET, and no body', async () => {
    for (const asked of [links.batch, `${links.batch}?linkType=linkset`]) {
      const [get, head] = [await ask(asked), await ask<string>(asked, page, 'HEAD')];
      expect([head.status, head.body]).toEqual([get.status, '']);
      const told = ({ headers }: Answer<unknown>) =>
        [...headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name));
      expect(told(head)).toEqual(told(get));
    }
  });
});

describe('rule 2: what is no Digital Link is refused with 400', () => {
  test.each([
    ['a word behind it', () => `${links.product}/foo`],
    [
      'a wrong check digit',
      () => links.product.replace(/\d$/, (digit) => String((+digit + 1) % 10)),
    ],
    ['an order that is none', () => `${links.product}/21/1/10/A`],
    ['a qualifier in the query', () => `${links.product}?10=A`],
    ['an unknown number in the query', () => `${links.batch}?0199=x`],
    ['a broken place', () => '/414/9521234567891'],
  ])('%s', async (_, path) => {
    for (const headers of [page, { Accept: 'application/json' }]) {
      expect((await ask(path(), headers)).status).toBe(400);
    }
  });

  test('a sound key of which nothing is known, or nothing told, is 404', async () => {
    for (const path of ['/01/09506000134352', '/00/106141412345678908', '/414/9521234567899']) {
      expect((await ask(path)).status).toBe(404);
      expect((await ask(`${path}?linkType=linkset`)).status).toBe(404);
    }
  });
});

test('rule 3: a slash at the end changes nothing', async () => {
  for (const path of Object.values(links)) {
    expect(await whither(`${path}/`)).toEqual(await whither(path));
    expect((await whither(path))[0]).toBe(307);
  }
});

describe('rule 4: one default link', () => {
  test('a plain request is sent there, by default to our page, which answers', async () => {
    for (const path of Object.values(links)) {
      expect(await whither(path)).toEqual([307, `${publicUrl}/t${path}`]);
      const { status, body } = await follow(world.service, path);
      expect(status).toBe(200);
      expect(body).toMatch(/^<!doctype html>/);
    }
  });

  test('every level of a linkset has exactly one, of address and title alone', async () => {
    await having([{ href: 'https://x.example/', isDefault: true }], async () => {
      for (const path of Object.values(links)) {
        for (const context of await linkset(path)) {
          const defaults = context[voc('defaultLink')] as Body[];
          expect(defaults.map((link) => Object.keys(link).sort())).toEqual([['href', 'title']]);
          const own = context.anchor.slice(publicUrl.length);
          expect(await whither(own)).toEqual([307, defaults[0]?.href]);
        }
      }
    });
  });

  test("is its owner's of the piece, else of the batch, else of the product", async () => {
    const [piece = ''] = links.piece.split('/').slice(-1);
    const given = [
      { href: 'https://x.example/product', isDefault: true },
      { href: 'https://x.example/batch', isDefault: true, batch: 'A' },
      { href: 'https://x.example/piece', isDefault: true, serial: piece },
    ];
    const places = async () => [
      (await whither(links.product))[1],
      (await whither(links.batch))[1],
      (await whither(links.piece))[1],
    ];
    const at = (end: string) => `https://x.example/${end}`;
    await having(given.slice(0, 1), async () => {
      expect(await places()).toEqual([at('product'), at('product'), at('product')]);
    });
    await having(given.slice(0, 2), async () => {
      expect(await places()).toEqual([at('product'), at('batch'), at('batch')]);
    });
    await having(given, async () => {
      expect(await places()).toEqual([at('product'), at('batch'), at('piece')]);
    });
    expect(await places()).toEqual(Object.values(links).map((path) => `${publicUrl}/t${path}`));
  });

  test('redirects of pieces are kept by nobody, others no longer than our own answers', async () => {
    const kept = async (path: string) => (await ask(path)).headers.get('cache-control');
    expect(await kept(links.piece)).toBe('no-store');
    expect(await kept(links.batch)).toBe('public, max-age=1');
    expect(await kept(links.product)).toBe('public, max-age=1');
  });
});

test('rule 5: the default link has variants for other languages, listed and followed', async () => {
  const given = [
    { href: 'https://x.example/en', hreflang: ['en'], isDefault: true },
    { href: 'https://x.example/zh', hreflang: ['zh-CN'] },
    { href: 'https://x.example/data', hreflang: ['fr'], mediaType: 'application/json' },
  ];
  await having(given, async () => {
    const at = async (language: string) =>
      (await whither(links.batch, { Accept: 'text/html', 'Accept-Language': language }))[1];
    expect(await at('zh-Hans-CN, en;q=0.5')).toBe('https://x.example/zh');
    expect(await at('en, zh;q=0.5')).toBe('https://x.example/en');
    expect(await at('fr')).toBe('https://x.example/en');
    const [ofProduct] = (await linkset(links.product)).slice(-1);
    const variants = ofProduct?.[voc('defaultLinkMulti')] as Body[];
    expect(variants.map(({ href }) => href)).toEqual([
      'https://x.example/en',
      'https://x.example/zh',
    ]);
    expect((await whither(`${links.product}?linkType=gs1:defaultLinkMulti`))[0]).toBe(307);
  });
});

describe('rule 6: a kind of link', () => {
  test('is found by CURIE and by URI at any place of the vocabulary', async () => {
    await having([{ href: 'https://x.example/pip' }], async () => {
      const places = [
        'https://ref.gs1.org/voc/',
        'https://gs1.org/voc/',
        'https://www.gs1.org/voc/',
      ];
      for (const name of ['gs1:', ...places]) {
        const path = `${links.batch}?linkType=${encodeURIComponent(`${name}pip`)}`;
        expect(await whither(path)).toEqual([307, 'https://x.example/pip']);
      }
    });
    expect((await whither(`${links.batch}?linkType=gs1:traceability`))[1]).toBe(
      `${publicUrl}/t${links.batch}`,
    );
    expect((await whither(`${links.batch}?linkType=gs1:defaultLink`))[1]).toBe(
      `${publicUrl}/t${links.batch}`,
    );
  });

  test('that there is none of is 404, as is what names no kind, though the thing is known', async () => {
    for (const linkType of ['gs1:recipeInfo', 'gs1:', 'nonsense', 'https://x.example/%00', '']) {
      expect((await ask(`${links.batch}?linkType=${linkType}`)).status).toBe(404);
    }
  });
});

describe('rule 7: the list of links', () => {
  test('is asked for by linkType or by Accept, and answered without a redirect', async () => {
    const asked: [string, Record<string, string>, string][] = [
      ['?linkType=linkset', page, 'application/linkset+json'],
      ['?linkType=all', page, 'application/linkset+json'],
      ['', { Accept: 'application/linkset+json' }, 'application/linkset+json'],
      ['?linkType=linkset', { Accept: 'application/json' }, 'application/json'],
    ];
    const [first, ...others] = await Promise.all(
      asked.map(async ([query, headers, type]) => {
        const answer = await ask<{ linkset: unknown }>(links.batch + query, headers);
        expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
        return answer.body.linkset;
      }),
    );
    for (const other of others) expect(other).toEqual(first);
  });

  test('keeps to the schema of GS1, with every member that a link can have', async () => {
    const valid = schema();
    const full = {
      ...{ href: 'https://x.example/a?b=c#d', hreflang: ['en', 'zh-CN'], mediaType: 'text/html' },
      ...{ context: ['CN'], forwardQuery: false, isDefault: true },
    };
    const own = { ...full, linkType: 'https://x.example/voc/recipe', isDefault: false, batch: 'A' };
    const other = { ...full, hreflang: ['en'], isDefault: false };
    await having([full, own, other], async () => {
      for (const path of Object.values(links)) {
        const list = { linkset: await linkset(path) };
        expect(valid(list)).toEqual([]);
      }
      const [ofBatch] = await linkset(links.batch);
      expect(ofBatch?.['https://x.example/voc/recipe']).toEqual([
        {
          ...{ href: 'https://x.example/a?b=c#d', title: 'A page', type: 'text/html' },
          ...{ hreflang: ['en', 'zh-CN'], context: ['CN'], fwqs: false },
        },
      ]);
    });
  });
});

test('rule 8: the list holds every level up to the primary key, and the most granular link of a kind is followed', async () => {
  const given = [
    { href: 'https://x.example/product' },
    { href: 'https://x.example/batch', batch: 'A' },
    { href: 'https://x.example/other', batch: 'B' },
  ];
  await having(given, async () => {
    const anchors = async (path: string) => (await linkset(path)).map(({ anchor }) => anchor);
    const whole = (path: string) => publicUrl + path;
    expect(await anchors(links.product)).toEqual([whole(links.product)]);
    expect(await anchors(links.batch)).toEqual([whole(links.batch), whole(links.product)]);
    expect(await anchors(links.piece)).toEqual(
      [links.piece, links.batch, links.product].map(whole),
    );
    const pip = async (path: string) => (await whither(`${path}?linkType=gs1:pip`))[1];
    expect(await pip(links.product)).toBe('https://x.example/product');
    expect(await pip(links.batch)).toBe('https://x.example/batch');
    expect(await pip(links.piece)).toBe('https://x.example/batch');
    expect(JSON.stringify(await linkset(links.piece))).not.toContain('x.example/other');
  });
});

describe('rule 9: walking up', () => {
  test('a number that is not registered is answered by its product, and says so', async () => {
    for (const [path, missing] of [
      [`${links.product}/10/NONE`, 'batch'],
      [`${links.product}/21/7K3M9QTX2WP4H8CX`, 'serial'],
      [`${links.product}/21/shelf-1`, 'serial'],
      [`${links.product}/235/other`, 'serial'],
    ] as const) {
      expect(await whither(path)).toEqual([307, `${publicUrl}/t${path}`]);
      const { status, body } = await follow(world.service, path);
      expect(status).toBe(200);
      expect(body).toContain('This number is not registered');
      expect(body).not.toMatch(/Record found/);
      const told = await ask(path, { Accept: 'application/json' });
      expect(told.body).toEqual({
        ...{ verdict: 'unregistered', registered: false, missing, code: path },
        ...{ owner: { text: 'F' }, product: { name: { text: 'product X' }, gtin: gtin() } },
      });
      const [asked, above] = await linkset(path);
      expect(asked?.itemDescription).toContain('not registered');
      expect(above?.anchor).toBe(publicUrl + links.product);
    }
  });

  test('the product alone says that it names no pack', async () => {
    expect((await ask(links.product, { Accept: 'application/json' })).body).toEqual({
      ...{ verdict: 'product', registered: true, code: links.product },
      ...{ owner: { text: 'F' }, product: { name: { text: 'product X' }, gtin: gtin() } },
    });
  });

  test('the number of an EAN-13 alone is answered by its product, typed or scanned', async () => {
    const [, ean = ''] = /^0(\d{13})$/.exec(gtin()) ?? [];
    for (const path of [`/t/${ean}`, `/t/${gtin()}`]) {
      const { body } = await ask(path, { Accept: 'application/json' });
      expect(body).toMatchObject({ verdict: 'product', code: links.product });
    }
    const wrong = ean.replace(/.$/, (digit) => String((+digit + 1) % 10));
    const { body } = await ask(`/t/${wrong}`, { Accept: 'application/json' });
    expect(body).toMatchObject({ verdict: 'malformed', fault: 'length' });
  });

  test('a variant of a product is that product', async () => {
    expect(await whither(`${links.product}/22/2A`)).toEqual(await whither(links.product));
    expect(await whither(`${links.product}/22/2A/10/A`)).toEqual(await whither(links.batch));
  });

  const gtin = () => links.product.slice('/01/'.length);
});

describe('rule 10: pairs of the query go along', () => {
  test('as they were written, without those that have done their work', async () => {
    const query = 'linkType=gs1:pip&17=261130&utm_source=a%20b&context=CN&x=1&x=2&flag';
    await having([{ href: 'https://x.example/p?own=1#part' }], async () => {
      expect((await whither(`${links.batch}?${query}`))[1]).toBe(
        'https://x.example/p?own=1&17=261130&utm_source=a%20b&x=1&x=2&flag#part',
      );
    });
    expect((await whither(`${links.batch}?foo=bar`))[1]).toBe(
      `${publicUrl}/t${links.batch}?foo=bar`,
    );
  });

  test('unless the link says that it takes none', async () => {
    await having([{ href: 'https://x.example/p', forwardQuery: false }], async () => {
      expect((await whither(`${links.batch}?linkType=gs1:pip&foo=bar`))[1]).toBe(
        'https://x.example/p',
      );
    });
  });
});

test('rule 11: links that nothing tells apart are listed for whoever asks, with 300', async () => {
  const given = ['a', 'b'].map((end) => ({ href: `https://x.example/${end}`, hreflang: ['en'] }));
  await having([...given, { href: 'https://x.example/c', hreflang: ['zh'] }], async () => {
    const asked = `${links.batch}?linkType=gs1:pip`;
    const { status, body } = await ask<{ linkset: Contexts }>(asked, { 'Accept-Language': 'en' });
    expect(status).toBe(300);
    // A browser's default is HTML always.
    const shown = await ask<string>(asked, page);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([
      300,
      'text/html; charset=utf-8',
    ]);
    for (const { href } of given) expect(shown.body).toContain(`<a href="${href}"`);
    const offered = body.linkset[0]?.[voc('pip')] as Body[];
    expect(offered.map(({ href }) => href).sort()).toEqual(given.map(({ href }) => href));
    const chinese = { ...page, 'Accept-Language': 'zh' };
    expect(await whither(asked, chinese)).toEqual([307, 'https://x.example/c']);
    // What asks for nothing in particular is sent to one place always.
    expect((await ask(links.batch)).status).toBe(307);
  });
});

test('rule 12: Accept-Language in the order of its weights, Accept and context choose among links', async () => {
  const given = [
    { href: 'https://x.example/page' },
    { href: 'https://x.example/zh', hreflang: ['zh-CN'] },
    { href: 'https://x.example/de', hreflang: ['de'] },
    { href: 'https://x.example/json', mediaType: 'application/json' },
    { href: 'https://x.example/cn', context: ['CN'] },
  ];
  await having(given, async () => {
    const at = async (query: string, headers: Record<string, string>) =>
      (await whither(`${links.batch}?linkType=gs1:pip${query}`, headers))[1];
    const html = { Accept: 'text/html' };
    expect(await at('', { ...html, 'Accept-Language': 'de;q=0.4, zh-Hans-CN;q=0.9, fr' })).toBe(
      'https://x.example/zh',
    );
    expect(await at('', { ...html, 'Accept-Language': 'de-AT' })).toBe('https://x.example/de');
    expect(await at('', { ...html, 'Accept-Language': 'fr' })).toBe('https://x.example/page');
    expect(await at('', { Accept: 'application/json', 'Accept-Language': 'fr' })).toBe(
      'https://x.example/json',
    );
    expect(await at('&context=CN', { ...html, 'Accept-Language': 'de' })).toBe(
      'https://x.example/cn',
    );
    expect(await at('&context=XX', { ...html, 'Accept-Language': 'de' })).toBe(
      'https://x.example/de',
    );
  });
});

test('rule 13: the list says where the meaning of its members stands', async () => {
  const { headers } = await ask(`${links.batch}?linkType=linkset`);
  expect(headers.get('link')).toContain(
    '<https://ref.gs1.org/standards/resolver/linkset-context>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"',
  );
});

test('rule 14: a redirect says where the list of links is', async () => {
  const link = (await ask(links.batch)).headers.get('link') ?? '';
  const [, address = ''] =
    /^<([^>]+)>; rel="linkset"; type="application\/linkset\+json"/.exec(link) ?? [];
  expect(address).toBe(`${publicUrl}${links.batch}?linkType=linkset`);
  expect((await ask(address.slice(publicUrl.length))).status).toBe(200);
});

test('rule 15: the resolver describes itself at its well-known address', async () => {
  const { status, headers, body } = await ask('/.well-known/gs1resolver');
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(body).toMatchObject({
    ...{ name: 'Furrow', resolverRoot: publicUrl, supportedPrimaryKeys: ['00', '01'] },
    supportedLinkType: [{ namespace: 'https://ref.gs1.org/voc/', prefix: 'gs1:' }],
    linkTypeDefaultCanBeLinkset: false,
  });
  expect((await ask<string>('/.well-known/gs1resolver', {}, 'HEAD')).body).toBe('');
});

describe('rule 16: a compressed link', () => {
  const gtin = '/01/05412345000013';
  /** Vectors of GS1DigitalLinkLib, which the toolkit of GS1 agrees with. */
  const vectors = [
    ['/AQnYUc1gmg', gtin],
    ['/AQnYUc1gmiCNV4JG', `${gtin}/10/ABC123`],
    ['/AQnYUc1gmiCNV4JGQhcNT6K6c', `${gtin}/10/ABC123/21/72292641703`],
    [`${gtin}/${withoutBits('AQnYUc1gmiCNV4JG', 8 + 47)}`, `${gtin}/10/ABC123`],
  ] as const;
  beforeAll(async () => {
    await world.product('compressed', 'F', { gtin: gtin.slice('/01/'.length) });
    await world.make('F', 'ABC123', '1', { hour: 1, product: 'compressed' });
  });

  test.each(vectors)(
    '%s is answered as the link that it says, which is told',
    async (short, whole) => {
      for (const query of ['', '?x=1&17=261130', '?linkType=linkset', '?linkType=gs1:no']) {
        const [one, other] = [await ask(short + query), await ask(whole + query)];
        const told = ({ status, headers, body }: Answer<unknown>) => [
          ...[status, headers.get('location'), headers.get('cache-control'), body],
        ];
        expect(told(one)).toEqual(told(other));
        const attribute = query.includes('17=') ? '?17=261130' : '';
        expect(one.headers.get('link')).toContain(
          `<${publicUrl}${whole}${attribute}>; rel="owl:sameAs"`,
        );
        expect(other.headers.get('link')).not.toContain('sameAs');
      }
    },
  );

  test('of nothing on record is 404, with what it says', async () => {
    const { status, body } = await ask('/AN2yxDhfaiaw', { Accept: 'application/json' });
    expect([status, body]).toEqual([
      404,
      { verdict: 'unknown', code: expect.stringMatching(/^\/00\/\d{18}$/) },
    ]);
  });

  test('hides no address of the service', async () => {
    const described = Object.keys(
      (JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')) as { paths: object }).paths,
    );
    const pages = [
      '/desk',
      '/sign-in',
      '/sign-out',
      '/join',
      '/docs',
      '/openapi.json',
      '/problems',
    ];
    for (const path of [...described, ...pages]) {
      const found = readPublicAddress(path.replaceAll(/\{\w+\}/g, 'something-long'), '');
      expect([path, found?.uncompressed]).toEqual([path, undefined]);
    }
  });
});

test('rule 17: nothing is handed to another resolver as a whole, so nothing is gs1:handledBy', async () => {
  const body = { linkType: 'gs1:handledBy', href: 'https://x.example/', title: 'Elsewhere' };
  const path = `/api/v1/products/${product}/links`;
  const refused = await world.service.send('POST', path, { key, body });
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([
    422,
    expect.stringContaining('/linkType'),
  ]);
  expect((await ask(`${links.batch}?linkType=gs1:handledBy`)).status).toBe(404);
});

test('rule 18: every answer says that it follows from Accept and Accept-Language', async () => {
  const asked = ['', '?linkType=linkset', '?linkType=gs1:pip', '?linkType=gs1:no'];
  for (const query of asked) {
    for (const Accept of ['text/html', 'application/json']) {
      const { headers } = await ask(links.batch + query, { Accept });
      expect([query, Accept, headers.get('vary')]).toEqual([
        query,
        Accept,
        'Accept, Accept-Language',
      ]);
    }
  }
});

/** A compressed text without its first bits. */
function withoutBits(text: string, count: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const bits = [...text].map((each) => letters.indexOf(each).toString(2).padStart(6, '0'));
  const rest =
    bits
      .join('')
      .slice(count)
      .match(/.{1,6}/g) ?? [];
  return rest.map((each) => letters[parseInt(each.padEnd(6, '0'), 2)]).join('');
}

/** Faults of a linkset by GS1's own schema, which stands beside the checkout and is read there; none where it is absent. */
function schema(): (list: unknown) => readonly unknown[] {
  const folder = join(process.cwd(), '..', 'shared', 'digital-link');
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Body;
  if (!existsSync(folder)) {
    if (process.env['CI']) throw new Error(`${folder} is missing`);
    process.stderr.write(`notice: no ${folder}; linksets were not compared with GS1's schema\n`);
    return () => [];
  }
  const validate = new Ajv({ strict: false }).compile(read('gs1-linkset-schema.json'));
  expect(validate(read('linkset-valid-gs1-example.json'))).toBe(true);
  expect(validate(read('linkset-invalid-basic-example.json'))).toBe(false);
  return (list) => (validate(list) ? [] : (validate.errors ?? []));
}
