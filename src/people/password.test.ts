import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { hashPassword, isFit, isPassword } from './password.js';

const password = '收成好的一年 harvest';

test('a password is told from others by its hash, which holds neither it nor the same salt twice', async () => {
  const [first, second] = [
    await hashPassword(password, randomBytes),
    await hashPassword(password, randomBytes),
  ];
  expect(first).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(second).not.toBe(first);
  expect(await isPassword(password, first)).toBe(true);
  expect(await isPassword(`${password} `, first)).toBe(false);
});

test('nobody has a password, not even the one whose hash stands for none', async () => {
  expect(await isPassword('', undefined)).toBe(false);
  expect(await isPassword(password, undefined)).toBe(false);
});

test('the work that a hash tells is the work that is done', async () => {
  const old = await hashPassword('twelve letters', () => new Uint8Array(16));
  expect(await isPassword('twelve letters', old.replace('ln=15', 'ln=14'))).toBe(false);
  expect(await isPassword('twelve letters', old)).toBe(true);
});

test.each([
  ['eleven char', false],
  ['twelve chars', true],
  ['aaaaaaaaaaaaaaaa', false],
  ['一二三四五六七八九十百千', true],
  // Four letters, however many marks a keyboard makes them of.
  ['각낙닫랄'.normalize('NFD'), false],
  ['abcde'.repeat(40), true],
  [`${'abcde'.repeat(40)}f`, false],
])('whether %s may be a password: %s', (text, fits) => {
  expect(isFit(text)).toBe(fits);
});

test('the same word from a full-width keyboard is the same password', async () => {
  const hash = await hashPassword('ｈａｒｖｅｓｔ　２０２６', randomBytes);
  expect(await isPassword('harvest 2026', hash)).toBe(true);
});
