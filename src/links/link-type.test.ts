// Goal: a kind of link has one name, whichever way it is written. Method: tables, and generated texts.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ValueFault } from '../kernel/index.js';
import { gs1, parseLinkType, parseOwnersLinkType } from './link-type.js';

describe('a kind of link', () => {
  test.each([
    'gs1:pip',
    'https://ref.gs1.org/voc/pip',
    'http://gs1.org/voc/pip',
    'https://www.gs1.org/voc/pip',
  ])('%s is the term of GS1', (text) => expect(parseLinkType(text)).toBe(gs1('pip')));

  test.each([
    '',
    'pip',
    'gs1:',
    'gs1:a/b',
    'gs1:pip ',
    'https://x.example/a b',
    'https://x.example/a#b',
  ])('%j is none', (text) => expect(() => parseLinkType(text)).toThrow(ValueFault));

  test('read back is itself, and always one that a linkset may hold', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `gs1:${text}`),
        ),
        (text) => {
          let name;
          try {
            name = parseLinkType(text);
          } catch (error) {
            expect(error).toBeInstanceOf(ValueFault);
            return;
          }
          expect(parseLinkType(name)).toBe(name);
          expect(name).toMatch(/^https?:\/\/[A-Za-z0-9./_]+$/);
        },
      ),
    );
  });

  test('that decides where readers go, or warns them, is nobody else’s to give', () => {
    for (const term of [
      'defaultLink',
      'defaultLinkMulti',
      'handledBy',
      'recallStatus',
      'traceability',
    ]) {
      expect(() => parseOwnersLinkType(`https://www.gs1.org/voc/${term}`)).toThrow(ValueFault);
    }
    expect(parseOwnersLinkType('gs1:epcis')).toBe(gs1('epcis'));
  });
});
