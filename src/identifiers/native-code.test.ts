import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { alphabet, checkCharacter } from './check-character.js';
import { IdentifierFault } from './fault.js';
import { makeCode, parseCode, spacedCode, type CodeLength } from './native-code.js';

const lengths: readonly CodeLength[] = [12, 16];
const isCode = (text: string) => {
  try {
    return parseCode(text) === text;
  } catch {
    return false;
  }
};

describe.each(lengths)('a code of %i characters', (length) => {
  const codes = Array.from({ length: 12 }, () => makeCode(randomBytes, length));

  test('is accepted as made', () => {
    for (const code of codes) {
      expect(code).toMatch(new RegExp(`^[${alphabet}]{${length}}$`));
      expect(parseCode(code)).toBe(code);
    }
  });

  test('is refused with any one character changed', () => {
    for (const code of codes) {
      for (let i = 0; i < length; i++) {
        for (const other of alphabet.replace(code[i]!, '')) {
          expect(isCode(code.slice(0, i) + other + code.slice(i + 1))).toBe(false);
        }
      }
    }
  });

  test('is refused with any two characters swapped, next to each other or not', () => {
    for (const code of codes) {
      for (let i = 0; i < length; i++) {
        for (let j = i + 1; j < length; j++) {
          const swapped = [...code];
          [swapped[i], swapped[j]] = [code[j]!, code[i]!];
          if (code[i] !== code[j]) expect(isCode(swapped.join(''))).toBe(false);
        }
      }
    }
  });

  test('has every character equally often: eight byte values each, and the eight left over are skipped', () => {
    const firsts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte++) {
      let drawn = [byte];
      const thenSevens = (count: number) => {
        const bytes = Uint8Array.from({ length: count }, (_, i) => drawn[i] ?? 7);
        drawn = [];
        return bytes;
      };
      const first = makeCode(thenSevens, length)[0]!;
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    // The filler 7 also stands in for the skipped values.
    expect(firsts.get('7')).toBe(16);
    firsts.delete('7');
    expect([...firsts.values()]).toEqual(Array.from({ length: 30 }, () => 8));
  });
});

test('the check character makes the weighted sum divisible by 31', () => {
  // 1x3 + 2x9 + 3x27 = 102; 102 + c = 0 (mod 31) for c = 22, which is N.
  expect(checkCharacter('123', 1)).toBe('N');
  // 10x3 + 21x9 = 219 and 219 + c = 0 for c = 29; a sum that is divisible by itself takes 0.
  expect(checkCharacter('000', 1)).toBe('0');
});

describe('what somebody typed', () => {
  const code = `7K3M9QTX2WP${checkCharacter('7K3M9QTX2WP', 1)}`;

  test('is put right where the label can only have meant one thing', () => {
    expect(parseCode(code.toLowerCase())).toBe(code);
    expect(parseCode(` ${spacedCode(code)} `)).toBe(code);
    expect(parseCode(code.replace(/(.{4})(.{4})/, '$1-$2–'))).toBe(code);
    expect(parseCode([...code].map(fullWidth).join(''))).toBe(code);
    const confusing = `10250U10250${checkCharacter('10250U10250', 1)}`;
    expect(parseCode(`iOz5ov1Oz5o${confusing.at(-1)}`)).toBe(confusing);
  });

  test('is shown in groups of four', () => {
    expect(spacedCode('7K3M9QTX2WPA')).toBe('7K3M 9QTX 2WPA');
  });

  test.each(['', '7K3M', '7K3M9QTX2WPA7', '7K3M9QTX2W!A', code + ' '.repeat(60)])(
    '%j is refused',
    (typed) => {
      expect(() => parseCode(typed)).toThrow(IdentifierFault);
    },
  );
});

function fullWidth(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 0xfee0);
}
