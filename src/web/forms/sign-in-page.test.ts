import { describe, expect, it } from '@jest/globals';
import { ownPath, readSignIn } from './sign-in-page.js';

describe('the sign-in form', () => {
  it('reads the key without the white space around it', () => {
    const fields = new URLSearchParams({ key: '  fk_demo_carrier\n', next: '/scan' });
    expect(readSignIn(fields)).toMatchObject({ key: 'fk_demo_carrier', next: '/scan' });
  });

  it.each([
    ['/scan', '/scan'],
    ['/desk/batches/new?product=1&unit=jin', '/desk/batches/new?product=1&unit=jin'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['https://elsewhere.example', '/'],
    ['/a\r\nSet-Cookie: b', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
    [null, '/'],
  ])('goes on from %j to %s and never off this host', (wish, path) => {
    expect(ownPath(wish)).toBe(path);
  });
});
