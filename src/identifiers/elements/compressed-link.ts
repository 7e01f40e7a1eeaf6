import { IdentifierFault } from '../fault.js';
import { encode } from '../percent.js';
import { aiLength } from './ai-length.js';
import type { Element } from './ai-table.js';
import { base64Alphabet, BitReader } from './bit-reader.js';
import { takeText, takeValue } from './compressed-value.js';
import { isPrimaryKey, qualifierLines } from './key-path.js';
import { splitLink } from './read-link.js';
import { pathOf } from './write-link.js';

/** AIs that often come together have one code, whose second or first digit is a letter: `0A` and so on, in this order. */
const together: ReadonlyMap<string, readonly string[]> = new Map([
  ...coded('0A', ['01+22', '01+10', '01+21', '01+17', '01+7003', '01+30']),
  ...coded('1A', ['01+10+21+17', '01+15', '01+11', '01+16', '01+91', '01+10+15']),
  ...coded('2A', ['01+3100', '01+3101', '01+3102', '01+3103', '01+3104', '01+3105']),
  ...coded('3A', ['01+3200', '01+3201', '01+3202', '01+3203', '01+3204', '01+3205']),
  ...coded('9A', ['8010+8011', '8017+8019', '8018+8019', '414+254']),
  ...coded(
    'A0',
    Array.from({ length: 10 }, (_, decimals) => `01+392${decimals}`),
  ),
  ...coded(
    'C0',
    Array.from({ length: 10 }, (_, decimals) => `255+390${decimals}`),
  ),
  ...coded('CA', ['255+3940', '255+3941', '255+3942', '255+3943']),
]);

/**
 * The uncompressed form of a compressed GS1 Digital Link (GS1 Digital Link URI Compression 1.0), at the same host and stem;
 * undefined for what is none. A key may stand in the path as it is and only the rest be compressed.
 *
 * Values are only put in other letters: whoever reads the answer judges them. Almost any short text might be a compressed link
 * by chance, so this is to be asked only of addresses at which nothing else is expected.
 */
export function decompressLink(uri: string): string | undefined {
  const parts = splitLink(uri);
  if (parts === undefined) return undefined;
  const before = parts.segments.slice(0, -1);
  const last = parts.segments.at(-1) ?? '';
  const start = before.slice(0, -1).findLastIndex(isPrimaryKey);
  const path = start < 0 ? [] : before.slice(start);
  // Behind the number of a key stands its value.
  const isPlain = path.length % 2 !== 0 || isPrimaryKey(before.at(-1) ?? '');
  if (isPlain || !/^[\w-]+$/.test(last)) return undefined;
  try {
    const { elements, pairs } = takeAll(new BitReader(last));
    const stem = [parts.authority, ...(start < 0 ? before : before.slice(0, start))].join('/');
    const queried = parts.query.split('&').filter((pair) => pair !== '');
    return `${parts.scheme}://${stem}${written(path, elements, [...queried, ...pairs])}`;
  } catch (error) {
    if (error instanceof IdentifierFault) return undefined;
    throw error;
  }
}

interface Taken {
  readonly elements: readonly Element[];
  /** Pairs of the query that are not GS1's. */
  readonly pairs: readonly string[];
}

function takeAll(bits: BitReader): Taken {
  const elements: Element[] = [];
  const pairs: string[] = [];
  while (!bits.isAtEnd()) {
    const code = hexadecimal(bits.take(4)) + hexadecimal(bits.take(4));
    if (code.startsWith('F')) pairs.push(takePair(parseInt(code.charAt(1), 16), bits));
    else
      for (const ai of together.get(code) ?? [takeAi(code, bits)]) {
        elements.push([ai, takeValue(ai, bits)]);
      }
  }
  return { elements, pairs };
}

/** The AI whose first two digits were read. */
function takeAi(code: string, bits: BitReader): string {
  let ai = code;
  for (let missing = aiLength(code) - 2; missing > 0; missing--) ai += hexadecimal(bits.take(4));
  return ai;
}

/** A pair that is not GS1's: seven bits, of which four were read, tell how long its name is. */
function takePair(start: number, bits: BitReader): string {
  const name = bits.takeCharacters((start << 3) | bits.take(3), 6, (i) => base64Alphabet.charAt(i));
  const encoding = bits.take(3);
  return `${name}=${encode(takeText(encoding, bits.take(7), bits))}`;
}

/** Path and query, attributes in the order of their AIs. */
function written(
  uncompressed: readonly string[],
  elements: readonly Element[],
  pairs: readonly string[],
): string {
  const primary = uncompressed[0] ?? elements.find(([ai]) => isPrimaryKey(ai))?.[0];
  if (primary === undefined) throw new IdentifierFault('has no GS1 key');
  const values = new Map(elements);
  const counted = qualifierLines(primary, []).map((line) => line.filter((ai) => values.has(ai)));
  const [line = []] = counted.sort((one, other) => other.length - one.length);
  const inPath = uncompressed.length > 0 ? line : [primary, ...line];
  const path = inPath.map((ai): Element => [ai, values.get(ai) ?? '']);
  const attributes = elements
    .filter(([ai]) => !inPath.includes(ai))
    .map(([ai, value]) => `${ai}=${encode(value)}`);
  const isOfGs1 = (pair: string) => /^\d+=/.test(pair);
  const query = [
    ...[...attributes, ...pairs.filter(isOfGs1)].sort(),
    ...pairs.filter((pair) => !isOfGs1(pair)),
  ];
  const start = uncompressed.map((segment) => `/${segment}`).join('');
  return start + pathOf(path) + (query.length === 0 ? '' : `?${query.join('&')}`);
}

function coded(first: string, groups: readonly string[]): readonly (readonly [string, string[]])[] {
  return groups.map((group, i) => [
    hexadecimal(parseInt(first, 16) + i).padStart(2, '0'),
    group.split('+'),
  ]);
}

function hexadecimal(number: number): string {
  return number.toString(16).toUpperCase();
}
