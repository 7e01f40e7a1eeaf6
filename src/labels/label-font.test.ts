// Goal: a PDF is set in a font that has every character, or is refused. Method: files that are there, are none, or lack a face.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LabelFont } from './label-font.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'font-'));
  await writeFile(path.join(folder, 'none.ttf'), 'not a font');
});
afterAll(() => rm(folder, { recursive: true }));

test('Latin text needs no file', async () => {
  expect(await new LabelFont('/nowhere.ttf').for(['Äpfel “12 %” …'])).toEqual({
    name: 'Helvetica',
  });
});

test('Chinese text is set in a font of the system, which is read once; where there is none, it is refused', async () => {
  const font = new LabelFont(null);
  const [one, other] = await Promise.allSettled([font.for(['红富士苹果']), font.for(['農場'])]);
  if (one.status === 'fulfilled' && other.status === 'fulfilled') {
    expect(one.value).toHaveProperty('file');
    expect(other.value).toBe(one.value);
  } else {
    const refused = { status: 'rejected', reason: { kind: { code: 'label-font-missing' } } };
    expect([one, other]).toMatchObject([refused, refused]);
  }
});

test.each([
  ['is not there', '/nowhere.ttf'],
  ['is no font', 'none.ttf'],
])('a font that %s has no Chinese characters, and the refusal names them', async (_, name) => {
  const font = new LabelFont(path.resolve(folder, name));
  await expect(font.for(['ok', '苹果'])).rejects.toMatchObject({
    kind: { code: 'label-font-missing' },
    message: expect.stringContaining('苹果'),
  });
});

test('a character that the font has not is refused, never a box', async () => {
  await expect(new LabelFont(null).for(['苹果 \u{1F34E}'])).rejects.toMatchObject({
    message: expect.stringContaining('\u{1F34E}'),
  });
});
