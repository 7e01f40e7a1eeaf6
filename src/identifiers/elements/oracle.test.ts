// Goal: judge elements, messages and Digital Links as a second implementation does that GS1's own people look after.
// Method: generated values, right ones and ones changed a little, of every AI; bwip-js checks what it is asked to draw. Known
// differences: it has an older dictionary, in which hardly an AI goes with (03); it takes GTINs short of zeros in links; it wants
// base 64 to be filled up to threes, RFC 4648 to fours; it draws a link on a host of any spelling; it lacks two kinds of packages.
import { describe, expect, test } from '@jest/globals';
import bwipjs from 'bwip-js';
import fc from 'fast-check';
import { anyMessage, elementOf, valueOf } from '../../../test/support/gs1-elements.js';
import { applicationIdentifiers, type Element } from './ai-table.js';
import { checkAssociations, withoutRepeats } from './associations.js';
import { checkElement } from './check-element.js';
import { IdentifierFault } from '../fault.js';
import { countryLetters, countryNumbers, mediaTypes, packageTypes } from '../linters/code-lists.js';
import { readLink } from './read-link.js';
import { writeLink } from './write-link.js';

function weAccept(judge: () => void): boolean {
  try {
    judge();
    return true;
  } catch (error) {
    if (error instanceof IdentifierFault) return false;
    throw error;
  }
}

/** Undefined where it could not draw for a reason that is not GS1's, such as a symbol too small. */
function theyAccept(bcid: string, text: string, options = {}): boolean | undefined {
  try {
    bwipjs.raw({ bcid, text, ...options });
    return true;
  } catch (error) {
    return /bwipp\.(GS1|invalidPosInSeq|position|end)/.test(String(error)) ? false : undefined;
  }
}

/** Of recommendation 21 (APE: aluminium packed in plastic; AT: atomizer), and of GS1's list. */
const lackedPackages = ['APE', 'AT'];

/** The oracle reads `(` in a value as the next AI. */
const isWritable = ([ai, value]: Element) =>
  /^[^(^]+$/.test(value) && !(ai === '7041' && lackedPackages.includes(value));
const written = (elements: readonly Element[]) =>
  elements.map(([ai, value]) => `(${ai})${value}`).join('');

/** A value, or it with one character gone, doubled or replaced. */
const perhapsWrong = (value: fc.Arbitrary<string>) =>
  fc
    .tuple(
      value,
      fc.nat(),
      fc.constantFrom('keep', 'drop', 'double', 'replace'),
      fc.constantFrom(...'0137XZaz-/#!'),
    )
    .map(([whole, seat, change, other]) => {
      const at = seat % whole.length;
      const middle = {
        keep: whole.charAt(at),
        drop: '',
        double: whole.charAt(at).repeat(2),
        replace: other,
      }[change];
      return whole.slice(0, at) + middle + whole.slice(at + 1);
    });

test('every AI allows the values that are made for it', () => {
  for (const ai of applicationIdentifiers) {
    fc.assert(
      fc.property(elementOf(ai), (element) => {
        expect(() => checkElement(element)).not.toThrow();
      }),
      { numRuns: 20 },
    );
  }
});

describe('the oracle', () => {
  test('agrees on the values of every AI, right and wrong ones', () => {
    const verdicts = { right: 0, wrong: 0 };
    for (const ai of applicationIdentifiers) {
      fc.assert(
        fc.property(perhapsWrong(valueOf(ai)), (value) => {
          const element = [ai, value] as const;
          fc.pre(isWritable(element) && !value.includes('='));
          const ours = weAccept(() => checkElement(element));
          verdicts[ours ? 'right' : 'wrong']++;
          expect({
            value,
            verdict: theyAccept('gs1datamatrix', `(${ai})${value}`, { lintreqs: false }) ?? ours,
          }).toEqual({ value, verdict: ours });
        }),
        // Coupons have the longest grammar.
        { numRuns: ai.startsWith('811') ? 200 : 4 },
      );
    }
    expect(Math.min(verdicts.right, verdicts.wrong)).toBeGreaterThan(300);
  });

  test('has the same lists of codes, each to its end', () => {
    const digits = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0'));
    const signs = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const pairs = signs.flatMap((one) => signs.map((other) => one + other));
    const asked: [string, readonly string[], ReadonlySet<string>][] = [
      ['422', digits, countryNumbers],
      ['4307', pairs, countryLetters],
      ['7241', pairs, mediaTypes],
      ['7041', [...signs, ...pairs, ...packageTypes], packageTypes],
    ];
    for (const [ai, values, list] of asked) {
      const theirs = values.filter((value) =>
        theyAccept('gs1datamatrix', `(${ai})${value}`, { lintreqs: false }),
      );
      const ours = values.filter((value) => list.has(value) && isWritable([ai, value]));
      expect({ ai, theirs }).toEqual({ ai, theirs: ours });
    }
  });

  test('agrees on which AIs go together', () => {
    const verdicts = { right: 0, wrong: 0 };
    fc.assert(
      fc.property(anyMessage, fc.nat(3), (whole, change) => {
        const message = change === 0 ? whole.slice(1) : whole;
        fc.pre(
          message.length > 0 && message.every(isWritable) && !message.some(([ai]) => ai === '03'),
        );
        fc.pre(!written(message).includes('='));
        const ours = weAccept(() => checkAssociations(withoutRepeats(message)));
        verdicts[ours ? 'right' : 'wrong']++;
        expect({ message, verdict: theyAccept('gs1datamatrix', written(message)) ?? ours }).toEqual(
          { message, verdict: ours },
        );
      }),
      { numRuns: 300 },
    );
    expect(Math.min(verdicts.right, verdicts.wrong)).toBeGreaterThan(30);
  });

  test('agrees on Digital Links, also with their parts in another order or place', () => {
    const verdicts = { right: 0, wrong: 0 };
    fc.assert(
      fc.property(anyMessage, fc.nat(5), (message, change) => {
        const link = linkOf(message);
        fc.pre(
          link !== undefined && !message.some(([ai, value]) => ai === '03' || value.includes('=')),
        );
        const changed = changes[change]!(link);
        fc.pre(!shortGtin.test(changed));
        const ours = weAccept(() => checkAssociations(readLink(changed)));
        verdicts[ours ? 'right' : 'wrong']++;
        expect({ changed, verdict: theyAccept('gs1dldatamatrix', changed) ?? ours }).toEqual({
          changed,
          verdict: ours,
        });
      }),
      { numRuns: 300 },
    );
    expect(Math.min(verdicts.right, verdicts.wrong)).toBeGreaterThan(30);
  });
});

function linkOf(message: readonly Element[]): string | undefined {
  let link: string | undefined;
  weAccept(() => {
    link = writeLink(message, 'https://shop.example/de');
  });
  return link;
}

const shortGtin = /[/?&]01[/=](\d{8}|\d{12,13})(?!\d)/;

const changes: readonly ((link: string) => string)[] = [
  (link) => link,
  (link) => link,
  // The last pair of the path goes into the query.
  (link) => {
    const [path = '', query = ''] = link.split('?');
    const [, rest = '', ai = '', value = ''] = /^(.*)\/(\d+)\/([^/]+)$/.exec(path) ?? [];
    return `${rest}?${ai}=${value}&${query}`;
  },
  // The last two pairs of the path change places.
  (link) => link.replace(/(\/\d+\/[^/?]+)(\/\d+\/[^/?]+)(?=\?|$)/, '$2$1'),
  // The last pair of the query goes into the path.
  (link) => link.replace(/^([^?]+)\?(.*&)?(\d+)=([^&]+)$/, '$1/$3/$4?$2'),
  (link) => link.replace(/(%..|.)$/, ''),
];
