// Goal: who has nothing but a browser without scripts reports a problem and reads what became of it, and the firm answers at
// its desk. Method: plain browsers, in both languages, from the passport to the last word.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { World } from '../cases/world.js';
import { codeOf, complaintsOf, formOf, idOf, sendReport } from '../complaints/consumer.js';
import { markedJpeg } from '../complaints/marked-pictures.js';
import { PlainBrowser, type Page } from '../support/plain-browser.js';

let world: World;
let code: string;
beforeAll(async () => {
  world = await World.start();
  await world.make('F', 'B', '100', { hour: 1 });
  for (const name of ['P', 'R37', 'R11']) await world.trader(name);
  code = await codeOf(world, 'F', 'B');
});
afterAll(() => world?.close());

const open = (path: string) => new PlainBrowser(world.service.url).open(path);

/** Sends the form of a page as it stands, with what is filled in. */
async function fillIn(
  page: Pick<Page, 'text'>,
  filled: Readonly<Record<string, string>>,
  { photos = [] as Buffer[], language = 'en' } = {},
): Promise<Page> {
  const [, action = ''] = /<form action="([^"]+)" method="post" enctype/i.exec(page.text) ?? [];
  const hidden = [...page.text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
  const typed = [...page.text.matchAll(/type="\w+" name="(\w+)" value="([^"]*)"/g)];
  const standing = [...hidden, ...typed].map(([, name = '', value = '']) => [name, value]);
  const form = formOf({ ...Object.fromEntries(standing), ...filled }, photos);
  const response = await fetch(new URL(action, world.service.url), {
    ...{ method: 'POST', body: form, redirect: 'manual' },
    // As browsers inside of apps do, which say nothing of where the form comes from.
    headers: { Accept: 'text/html', 'Accept-Language': language, Origin: 'null' },
  });
  const { status, headers } = response;
  return { status, headers, text: await response.text(), location: headers.get('location') };
}

const faultsOf = ({ text }: Page) =>
  [...text.matchAll(/<a href="#(\w+)">([^<]+)</g)].map(([, field, words]) => [field, words]);

describe('a consumer', () => {
  test('goes from the passport to the form, and from there to what became of it', async () => {
    const passport = await open(`/t/${code}`);
    const [, link = ''] = /href="(\/complaints\/about\/[^"]+)"/.exec(passport.text) ?? [];
    const form = await open(link);
    expect(form.text).toContain(`value="${code}"`);
    const shop = await world.secret('F', 'complaint');
    const sent = await fillIn(form, { shop }, { photos: [markedJpeg()] });
    expect([sent.status, sent.location]).toEqual([
      303,
      expect.stringMatching(/^\/complaints\/\w{16}$/),
    ]);
    const receipt = await open(sent.location!);
    expect([receipt.status, receipt.text]).toEqual([200, expect.stringContaining('Not read yet.')]);
    expect(receipt.headers.get('cache-control')).toBe('no-store');
    const [complaint] = await complaintsOf(world, 'F');
    expect(complaint).toMatchObject({
      shop,
      language: 'en',
      photos: [{ mediaType: 'image/jpeg' }],
    });
  });

  test('reports a code that nobody issued in the same way', async () => {
    const passport = await open('/t/7K2M9Q4XTB3W');
    const [, link = ''] = /href="(\/complaints\/about\/[^"]+)"/.exec(passport.text) ?? [];
    const sent = await fillIn(await open(link), { kind: 'copy' });
    expect((await open(sent.location!)).text).toContain('Not read yet.');
  });

  test('presses twice and has one number', async () => {
    const form = await open(`/complaints/about/${code}`);
    const presses = await Promise.all([fillIn(form, {}), fillIn(form, {})]);
    expect(presses[0].location).toBe(presses[1].location);
  });

  test('is told all that is missing at once, in their language, and loses no word', async () => {
    const form = await open('/complaints/new');
    const filled = { code: '', kind: '', words: '', boughtOn: '2026', shop: 'x'.repeat(201) };
    const refused = await fillIn(form, filled, { photos: [markedJpeg()] });
    expect([refused.status, faultsOf(refused)]).toEqual([
      422,
      [
        ['shop', 'Write at most 200 characters in one line.'],
        ['code', 'This is no code: compare it with the pack.'],
        ['kind', 'Choose what is wrong.'],
        ['words', 'Say in up to 4,000 characters what happened.'],
        ['boughtOn', 'Write the day as year-month-day, for example 2026-11-18.'],
        ['photos', 'Please choose your photos again.'],
      ],
    ]);
    const chinese = await fillIn(form, { words: '有石头', code: '' }, { language: 'zh-CN' });
    expect(faultsOf(chinese)).toEqual([['code', '这不是码，请与包装核对。']]);
    expect(chinese.text).toContain('有石头</textarea>');
    expect((await fillIn(chinese, { code, words: '有石头' })).status).toBe(303);
  });

  test.each([
    ['code', 'AAAA BBBB CCCC', 'This is no code: compare it with the pack.'],
    ['boughtOn', '2026-12-24', 'This day has not come yet.'],
    [
      'words',
      'I am 11010519491231002X',
      'Leave out the number of an identity card: it is never kept.',
    ],
    ['website', 'https://spam.example/', 'The last field is to stay empty.'],
  ])('is told in their words what the service finds in %s', async (field, value, words) => {
    const before = (await complaintsOf(world, 'F')).length;
    const refused = await fillIn(await open(`/complaints/about/${code}`), { [field]: value });
    expect([refused.status, faultsOf(refused)]).toEqual([422, [[field, words]]]);
    expect((await complaintsOf(world, 'F')).length).toBe(before);
  });

  test('is told that a photo could not be read', async () => {
    const form = await open(`/complaints/about/${code}`);
    const refused = await fillIn(form, {}, { photos: [Buffer.from('GIF89a')] });
    expect(faultsOf(refused)).toEqual([
      ['photos', 'One photo could not be read. Choose JPEG, PNG or WebP pictures.'],
    ]);
  });

  test('finds the form again where a refused one stood, and no receipt of a number made up', async () => {
    expect((await open('/complaints')).location).toBe('/complaints/new');
    expect((await open('/complaints/AAAAAAAAAAAAAAAA')).status).toBe(404);
  });

  test('takes contact and photos back', async () => {
    const form = await open(`/complaints/about/${code}`);
    const contact = await world.secret('F', 'complaint');
    const { location } = await fillIn(form, { contact }, { photos: [markedJpeg()] });
    const browser = new PlainBrowser(world.service.url);
    const page = await browser.post(location!, {}, {});
    expect(page.text).toContain('Contact and photos are erased.');
    const id = await idOf(world, location!.split('/').at(-1));
    const complaint = (await complaintsOf(world, 'F')).find((each) => each.id === id);
    expect(complaint).toMatchObject({ contact: null, photos: [] });
  });
});

describe('at the desk', () => {
  const deskOf = async (name: string) => {
    const browser = new PlainBrowser(world.service.url);
    await browser.post('/sign-in', { key: (await world.trader(name)).key, next: '/' });
    return browser;
  };
  const reported = async () => {
    const { body } = await sendReport(world.service, { code, words: 'A <b>stone</b> in it.' }, [
      markedJpeg(),
    ]);
    const [complaint] = await complaintsOf(world, 'F');
    const [photo] = complaint!.photos as { id: string }[];
    return {
      number: String(body.number),
      path: `/desk/complaints/${String(complaint!.id)}`,
      photo,
    };
  };

  test('the firm reads, notes, answers and closes it, and the consumer reads that', async () => {
    const { number, path, photo } = await reported();
    const desk = await deskOf('F');
    expect((await desk.open('/desk/complaints')).text).toContain(path);
    const page = await desk.open(path);
    expect(page.text).toContain('A &lt;b>stone&lt;/b> in it.');
    // Whoever has it may erase the photos.
    expect(page.text).not.toContain(number);
    const saved = await desk.open(`${path}/photos/${photo!.id}`);
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment/);
    expect((await desk.post(path, { press: 'see' })).location).toBe(path);
    expect((await open(`/complaints/${number}`)).text).toContain('The firm has read it.');
    const refused = await desk.post(path, { press: 'answer', answer: ' ' });
    expect([refused.status, faultsOf(refused)[0]?.[0]]).toEqual([422, 'answer']);
    await desk.post(path, { press: 'answer', answer: 'A sieve broke.' });
    await desk.post(path, { press: 'close', close: 'Mended.' });
    const receipt = await open(`/complaints/${number}`);
    for (const words of ['A sieve broke.', 'Mended.', 'Closed.'])
      expect(receipt.text).toContain(words);
    const late = await desk.post(path, { press: 'close', close: 'Again.' });
    expect([late.status, faultsOf(late)[0]?.[0]]).toEqual([422, 'close']);
  });

  test('days are those of the clock that goods are made by, as the consumer reads them', async () => {
    const lateInTheDay = Date.parse('2026-12-02T18:30:00Z');
    world.service.clock.advance(lateInTheDay - world.service.clock.now());
    const { number, path } = await reported();
    const desk = await deskOf('F');
    expect((await desk.open('/desk/complaints')).text).toContain('3 Dec 2026');
    expect((await desk.open(path)).text).toContain('3 Dec 2026');
    await desk.post(path, { press: 'answer', answer: 'A sieve broke.' });
    const receipt = (await open(`/complaints/${number}`)).text;
    expect([...receipt.matchAll(/\d+ Dec 2026/g)].map(String)).toEqual([
      '3 Dec 2026',
      '3 Dec 2026',
    ]);
  });

  test('a regulator reads it where it oversees the firm, and cannot answer', async () => {
    const { path } = await reported();
    const desk = await deskOf('R37');
    const page = await desk.open(path);
    expect([page.status, page.text.includes('<textarea')]).toEqual([200, false]);
    expect((await desk.post(path, { press: 'answer', answer: 'No.' })).status).toBe(403);
    expect((await (await deskOf('R11')).open(path)).status).toBe(404);
    expect((await (await deskOf('P')).open(path)).status).toBe(404);
  });
});
