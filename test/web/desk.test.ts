import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World } from '../cases/world.js';
import { PlainBrowser, type Page } from '../support/plain-browser.js';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.close());

/** A browser of one of the world's traders. */
class Browser extends PlainBrowser {
  constructor() {
    super(world.service.url);
  }

  async signIn(name: string): Promise<this> {
    const { key } = await world.trader(name);
    const { status } = await this.post('/sign-in', { key, next: '/' });
    expect(status).toBe(303);
    return this;
  }
}

/** The one large word with which the scan page answers. */
const flashOf = (page: Page) => /class="flash [a-z]+".*?<\/svg>([^<]+)</s.exec(page.text)?.[1];
const formIdOf = (page: Page) => /name="formId" value="([^"]+)"/.exec(page.text)?.[1] ?? '';

/** The code of a batch of F. */
async function codeOf(batchId: string): Promise<string> {
  const { key } = await world.trader('F');
  const path = `/api/v1/batches/${batchId}`;
  return (await world.service.send<{ code: string }>('GET', path, { key })).body.code;
}

describe('signing in', () => {
  it('is asked for where it is needed, and leads back', async () => {
    const browser = new Browser();
    const asked = await browser.open('/desk/batches/new');
    expect([asked.status, asked.location]).toEqual([303, '/sign-in?next=%2Fdesk%2Fbatches%2Fnew']);
    const { key } = await world.trader('F');
    const done = await browser.post('/sign-in', { key, next: '/desk/batches/new' });
    expect([done.status, done.location]).toEqual([303, '/desk/batches/new']);
    const cookie = String(done.headers.get('set-cookie'));
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(key);
    expect((await browser.open('/desk/batches/new')).status).toBe(200);
    expect((await browser.open('/')).text).toContain('Signed in: F');
  });

  it('says who is signed in by the name in the reader’s language', async () => {
    const { key, partyId } = await world.trader('G');
    const names = { 'zh-CN': '果园' };
    await world.service.send('PATCH', `/api/v1/parties/${partyId}`, { key, body: { names } });
    const browser = await new Browser().signIn('G');
    expect((await browser.open('/desk/batches/new?lang=en')).text).toContain('Signed in: G');
    for (const path of ['/', '/scan', '/desk/batches/new']) {
      expect((await browser.open(`${path}?lang=zh-CN`)).text).toContain('已登录：果园');
    }
  });

  it('refuses a key that is none, without saying why, and never leads to another host', async () => {
    const browser = new Browser();
    const refused = await browser.post('/sign-in', { key: 'fk_nothing', next: '/' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('This key is not valid');
    const { key } = await world.trader('F');
    const done = await browser.post('/sign-in', { key, next: '//elsewhere.example/' });
    expect(done.location).toBe('/');
  });

  it('ends when signed out, and with the key', async () => {
    const browser = await new Browser().signIn('F');
    await browser.post('/sign-out', {});
    expect((await browser.open('/scan')).status).toBe(303);
    const { key } = await world.trader('F');
    const issued = await world.post(key, '/api/v1/keys', {
      label: 'phone',
      scopes: ['read', 'write'],
      validDays: 1,
    });
    const other = new Browser();
    await other.post('/sign-in', { key: String(issued.key), next: '/' });
    expect((await other.open('/scan')).status).toBe(200);
    await world.service.send('DELETE', `/api/v1/keys/${String(issued.id)}`, { key });
    expect((await other.open('/scan')).location).toBe('/sign-in?next=%2Fscan');
  });

  it('opens nothing of the interface, and no form of another site', async () => {
    const browser = await new Browser().signIn('F');
    expect((await browser.open('/api/v1/batches')).status).toBe(401);
    const foreign = { Origin: 'https://elsewhere.example' };
    expect((await browser.post('/desk/batches', {}, foreign)).status).toBe(403);
    expect((await browser.post('/desk/batches', {}, {})).status).toBe(403);
    expect((await browser.post('/sign-in', {}, foreign)).status).toBe(403);
  });

  it('gives no more than the key may do', async () => {
    const browser = await new Browser().signIn('R');
    const refused = await browser.open('/desk/batches/new');
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Your key does not allow this');
    expect(refused.text).toContain('href="/sign-in"');
    expect(refused.text).toMatch(/^<!doctype html>/);
    expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('the batch form', () => {
  const filled = async () => ({
    product: await world.product('X', 'F'),
    making: 'harvest',
    quantity: '500',
    unit: 'jin',
    place: (await world.trader('F')).placeId,
    day: '2026-11-22',
  });

  it('registers a batch and shows its code, its public page and its labels', async () => {
    const browser = await new Browser().signIn('F');
    const form = await browser.open('/desk/batches/new');
    const sent = { ...(await filled()), formId: formIdOf(form) };
    const done = await browser.post('/desk/batches', sent);
    expect(done.status).toBe(303);
    const shown = await browser.open(String(done.location));
    expect(shown.text).toContain('Batch registered');
    expect(shown.text).toContain('500 jin (500 g) · Picked 22 Nov 2026');
    const code = /href="\/t\/([0-9A-Z]{12})"/.exec(shown.text)?.[1] ?? '';
    const passport = await world.service.send('GET', `/t/${code}`, {
      headers: { Accept: 'application/json' },
    });
    expect(passport.body).toMatchObject({ batch: { making: 'harvest', madeOn: '2026-11-22' } });
    const labels = await browser.open(`${String(done.location)}/labels?copies=3`);
    expect(labels.text.match(/<div class="label">/g)).toHaveLength(3);
    expect(labels.text).toContain('<svg xmlns');
    const pdfPath = `${String(done.location)}/labels.pdf`;
    for (const [language, text] of [
      ['en', 'Download as PDF'],
      ['zh-CN', '下载打印文件'],
    ]) {
      const page = await browser.open(`${String(done.location)}/labels?lang=${language}`);
      expect(page.text).toContain(`formaction="${pdfPath}">${text}</button>`);
    }
    const pdf = await browser.open(`${pdfPath}?copies=30&lang=en`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(pdf.headers.get('content-disposition')).toMatch(
      /^attachment; filename="batch-.*\.pdf"$/,
    );
    // Of 24 labels each.
    expect(pdf.text.match(/\/Type \/Page\b/g)).toHaveLength(2);
    expect((await (await new Browser().signIn('P')).open(pdfPath)).status).toBe(404);
    const again = await browser.open('/desk/batches/new');
    expect(again.text).toMatch(/value="harvest" checked/);
  });

  it.each(['', 'TWICE-1'])('sent twice registers one batch, numbered %j', async (number) => {
    const browser = await new Browser().signIn('F');
    const formId = formIdOf(await browser.open('/desk/batches/new'));
    const sent = { ...(await filled()), formId, number };
    const [first, second] = await Promise.all([
      browser.post('/desk/batches', sent),
      browser.post('/desk/batches', sent),
    ]);
    const third = await browser.post('/desk/batches', sent);
    expect(first.status).toBe(303);
    expect([second.location, third.location]).toEqual([first.location, first.location]);
  });

  it('keeps what was typed and says at each field what is wrong', async () => {
    const browser = await new Browser().signIn('F');
    const sent = { ...(await filled()), quantity: '1,250', number: 'KEEP-1' };
    const refused = await browser.post('/desk/batches', sent);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('id="quantity-fault"');
    expect(refused.text).toContain('value="KEEP-1"');
  });

  it('refuses a product that is no id as it refuses none', async () => {
    const browser = await new Browser().signIn('F');
    const refused = await browser.post('/desk/batches', { ...(await filled()), product: 'x' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('id="product-fault"');
  });

  it('says in the reader’s language that a product is not counted in a unit', async () => {
    const browser = await new Browser().signIn('F');
    const sent = { ...(await filled()), unit: 'H87' };
    const refused = await browser.post('/desk/batches', sent);
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/id="unit-fault">This product is not counted in that unit/);
  });

  it('offers the free number when one is taken', async () => {
    const browser = await new Browser().signIn('F');
    const sent = { ...(await filled()), number: 'P-1' };
    expect((await browser.post('/desk/batches', sent)).status).toBe(303);
    const refused = await browser.post('/desk/batches', sent);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('P-2 is free');
  });

  it('does not show the batch of another organisation', async () => {
    const batchId = await world.make('F', 'HIDDEN', '5', { hour: 1 });
    const browser = await new Browser().signIn('G');
    expect((await browser.open(`/desk/batches/${batchId}`)).status).toBe(404);
  });
});

describe('the scan page', () => {
  it('takes over what was sent and hands it on, once however often it is pressed', async () => {
    const carrier = await world.trader('C');
    const shop = await world.trader('S');
    const farm = await world.trader('F');
    await world.make('F', 'RIDE', '40', { hour: 1 });
    await world.ship('F', 'C', 'RIDE 40', 2);
    const { body } = await world.service.send<{ code: string }>(
      'GET',
      `/api/v1/batches/${world.batches.get('RIDE') ?? ''}`,
      { key: farm.key },
    );
    const browser = await new Browser().signIn('C');
    const blank = await browser.open('/scan');
    const added = await browser.post('/scan', { formId: formIdOf(blank), code: body.code });
    expect(flashOf(added)).toBe('Added');
    const taking: [string, string][] = [
      ['formId', formIdOf(added)],
      ['scan', body.code],
      ['place', carrier.placeId],
      ['counterpart', farm.partyId],
      ['act', 'take-over'],
    ];
    const taken = await browser.post('/scan', taking);
    expect(flashOf(taken)).toBe('Taken over');
    expect(flashOf(await browser.post('/scan', taking))).toBe('Taken over');
    world.service.clock.advance(60_000);
    const handing: [string, string][] = [
      ['formId', formIdOf(taken)],
      ['scan', body.code],
      ['place', carrier.placeId],
      ['counterpart', shop.partyId],
      ['act', 'hand-over'],
    ];
    const handed = await browser.post('/scan', handing);
    expect(flashOf(handed)).toBe('Handed over');
    world.service.clock.advance(2_000);
    const passport = await world.service.send<{ journey: { act: string }[] }>(
      'GET',
      `/t/${body.code}`,
      { headers: { Accept: 'application/json' } },
    );
    expect(passport.body.journey.map(({ act }) => act)).toEqual([
      'produced',
      'shipped',
      'taken-over',
      'shipped',
    ]);
  });

  it('takes no code for goods that was voided, be it with a stretch of its roll', async () => {
    const batchId = await world.make('F', 'SPOILT', '40', { hour: 1 });
    const { key } = await world.trader('F');
    const path = `/api/v1/batches/${batchId}/codes`;
    const { runId, codes } = await world.post(key, path, { kind: 'item', count: 3 });
    const range = { runId, from: 1, to: 2 };
    await world.post(key, `${path}/voidings`, { range, reason: 'spoiled' });
    const browser = await new Browser().signIn('C');
    const flashes: unknown[] = [];
    for (const code of [...(codes as string[]).slice(1), '7K3M9QTX2WP4H8CX']) {
      const formId = formIdOf(await browser.open('/scan'));
      flashes.push(flashOf(await browser.post('/scan', { formId, code })));
    }
    const [spoiled, good, unknown] = flashes;
    expect([good, spoiled]).toEqual(['Added', unknown]);
    expect(unknown).not.toBe('Added');
  });

  it('asks how much of a batch came that nobody has sent, and records it once as what the carrier counted', async () => {
    const carrier = await world.trader('C');
    const farm = await world.trader('F');
    const batchId = await world.make('F', 'COUNT', '40', { hour: 1 });
    const code = await codeOf(batchId);
    const browser = await new Browser().signIn('C');
    const formId = formIdOf(await browser.open('/scan'));
    const press = (act: string, ...counted: [string, string][]) =>
      browser.post('/scan', [
        ['formId', formId],
        ['scan', code],
        ['place', carrier.placeId],
        ['counterpart', farm.partyId],
        ['act', act],
        ...counted,
      ]);
    const count = (value: string, unit: string) =>
      press('take-over', [`amount-${code}`, value], [`unit-${code}`, unit]);

    const asked = await press('take-over');
    expect([asked.status, flashOf(asked)]).toEqual([422, 'Refused']);
    expect(asked.text).toContain(`id="amount-${code}-fault"`);
    expect((await count('1,5', 'KGM')).text).toContain(`id="amount-${code}-fault"`);
    expect((await count('60', 'H87')).text).toContain(`id="unit-${code}-fault"`);
    const taken = await count('60', 'jin');
    expect(flashOf(taken)).toBe('Taken over');
    expect(taken.text).toContain('awaits the other firm’s record');
    expect(flashOf(await count('60', 'jin'))).toBe('Taken over');
    const { body } = await world.service.send('GET', `/api/v1/batches/${batchId}/holdings`, {
      key: carrier.key,
    });
    expect(JSON.stringify(body)).toContain('"value":"30"');
  });

  it('says that nothing lies here to hand over, whatever amount is stated', async () => {
    const carrier = await world.trader('C');
    const shop = await world.trader('S');
    const code = await codeOf(await world.make('F', 'ELSEWHERE', '40', { hour: 1 }));
    const browser = await new Browser().signIn('C');
    const refused = await browser.post('/scan', [
      ['formId', formIdOf(await browser.open('/scan'))],
      ['scan', code],
      ['place', carrier.placeId],
      ['counterpart', shop.partyId],
      [`amount-${code}`, '5'],
      [`unit-${code}`, 'KGM'],
      ['act', 'hand-over'],
    ]);
    expect([refused.status, flashOf(refused)]).toEqual([422, 'Refused']);
    expect(refused.text).toContain(`No ${code} is recorded at this place`);
  });

  it('lists a batch once, by its label’s link and by its code', async () => {
    const code = await codeOf(await world.make('F', 'TWICE', '5', { hour: 1 }));
    const browser = await new Browser().signIn('C');
    const link = `http://localhost:3000/t/${code}`;
    const added = await browser.post('/scan', { code: link });
    expect(added.text).toContain(`name="scan" value="${code}"`);
    const again = await browser.post('/scan', { code: link, scan: code });
    expect(flashOf(again)).toBe('Already scanned');
  });

  it('takes the symbols of GTIN batches and pallets', async () => {
    const gtin = '06901234567892';
    const farm = await world.trader('F');
    const product = await world.post(farm.key, '/api/v1/products', {
      name: 'peaches',
      gtin,
      unit: 'KGM',
      dateType: 'none',
    });
    await world.post(farm.key, '/api/v1/batches', {
      productId: product.id,
      number: 'L-1',
      quantity: { value: '5', unit: 'KGM' },
    });
    const carrier = await world.trader('C');
    const browser = await new Browser().signIn('F');
    const both: [string, string][] = [
      ['formId', formIdOf(await browser.open('/scan'))],
      ['scan', `https://trace.example/01/${gtin}/10/L-1`],
      ['scan', '(00)095201234500000014'],
      ['place', farm.placeId],
      ['counterpart', carrier.partyId],
      ['act', 'hand-over'],
    ];
    const handed = await browser.post('/scan', both);
    expect(flashOf(handed)).toBe('Handed over');
    expect(handed.text).toContain('2 codes recorded at 23 Nov');
  });

  it('begins at the usual place of its organisation, so that a carrier need not choose it each time', async () => {
    const browser = await new Browser().signIn('C');
    const { placeId } = await world.trader('C');
    const second = await world.place('C', 'C yard');
    const chosen = (page: Page) => /<option value="([^"]+)" selected/.exec(page.text)?.[1];
    expect(chosen(await browser.open('/scan'))).toBe(placeId);
    const code = '7K3M9QTX2WPB';
    expect(chosen(await browser.post('/scan', { code, place: second }))).toBe(second);
  });

  it('tells a newcomer how other firms come to be offered', async () => {
    const newcomer = await new Browser().signIn('W');
    expect((await newcomer.open('/scan')).text).toContain('A firm appears here once');
    await world.make('F', 'FIRST', '5', { hour: 1 });
    await world.ship('F', 'W', 'FIRST 5', 2);
    expect((await newcomer.open('/scan')).text).not.toContain('A firm appears here once');
  });

  it('answers each scan with one word', async () => {
    const browser = await new Browser().signIn('C');
    const word = async (code: string) => flashOf(await browser.post('/scan', { code }));
    expect(await word('7K3M9QTX2WPB')).toBe('Mistyped code');
    expect(await word('7K3M9QTX2WP4H8CX')).toBe('Unknown code');
    const batchId = await world.make('F', 'STOP', '5', { hour: 1 });
    const { key } = await world.trader('F');
    await world.post(key, '/api/v1/recalls', { batchIds: [batchId], reason: 'glass', grade: 1 });
    const { body } = await world.service.send<{ code: string }>(
      'GET',
      `/api/v1/batches/${batchId}`,
      {
        key,
      },
    );
    expect(await word(body.code)).toBe('Stop: recalled');
  });

  it('says what a hand-over still lacks', async () => {
    const browser = await new Browser().signIn('C');
    const { status, text } = await browser.post('/scan', { act: 'hand-over' });
    expect(status).toBe(422);
    expect(text).toContain('id="counterpart-fault"');
  });

  it('refuses a place or counterpart that is no id', async () => {
    const browser = await new Browser().signIn('C');
    const { placeId, partyId } = await world.trader('C');
    const sent = { act: 'hand-over', scan: '7K3M9QTX2WP4H8CX' };
    const wrongs = [
      ['place', { ...sent, place: 'x', counterpart: partyId }],
      ['counterpart', { ...sent, place: placeId, counterpart: 'x' }],
    ] as const;
    for (const [field, fields] of wrongs) {
      const { status, text } = await browser.post('/scan', fields);
      expect([field, status]).toEqual([field, 422]);
      expect(text).toContain(`id="${field}-fault"`);
    }
  });
});

it('a person is told of a missing page on a page, a machine as a problem', async () => {
  const page = await new Browser().open('/nowhere');
  expect([page.status, page.headers.get('content-type')]).toEqual([
    404,
    'text/html; charset=utf-8',
  ]);
  expect(page.text).toContain('There is no such page');
  const machine = await world.service.send('GET', '/nowhere');
  expect(machine.body).toMatchObject({ code: 'not-found' });
});
