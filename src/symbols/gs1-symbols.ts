import bwip from 'bwip-js/node';
import { writeRaw, type Element } from '../identifiers/index.js';
import { modulesOf, type Modules } from './modules.js';

/** ISO/IEC 16022 asks for one light module, GS1-128 for ten on either side. */
const quietZones = { dataMatrix: 1, bars: 10 };

/** The elements as a GS1 DataMatrix. Throws where they break a rule of GS1: the encoder looks at each value. */
export function matrixModules(elements: readonly Element[]): Modules {
  const side = sideOf(writeRaw(elements));
  const { pixs, pixx, pixy } = encoded<Matrix>('gs1datamatrix', elements, `${side}x${side}`);
  const rows = Array.from({ length: pixy }, (_, y) => pixs.slice(y * pixx, (y + 1) * pixx));
  return modulesOf(rows, quietZones.dataMatrix);
}

/**
 * The elements as the bars of a GS1-128: one row of modules. Throws as `matrixModules` does. Some elements need others on the
 * same label: those of its other symbols are told as `beside`.
 */
export function barModules(elements: readonly Element[], beside: readonly Element[] = []): Modules {
  const { sbs } =
    beside.length === 0 ? encoded<Bars>('gs1-128', elements) : barsBeside(elements, beside);
  const row = sbs.flatMap((width, at) => Array<number>(width).fill(at % 2 === 0 ? 1 : 0));
  return modulesOf([row], quietZones.bars);
}

/** The encoder looks at all of the label at once, which bars would be too long for; then the bars are what FNC1 makes them. */
function barsBeside(elements: readonly Element[], beside: readonly Element[]): Bars {
  encoded<Matrix>('gs1datamatrix', [...beside, ...elements]);
  const text = writeRaw(elements, '^FNC1');
  return drawn<Bars>({ bcid: 'code128', text, parsefnc: true });
}

interface Matrix {
  readonly pixs: readonly number[];
  readonly pixx: number;
  readonly pixy: number;
}

/** Widths of bars and spaces in turn, the first of them a bar. */
interface Bars {
  readonly sbs: readonly number[];
}

/** A bracket in a value would begin another element, so it is told by its number. */
function encoded<Drawn>(bcid: string, elements: readonly Element[], version?: string): Drawn {
  const text = elements.map(([ai, value]) => `(${ai})${value.replaceAll('(', '^040')}`).join('');
  return drawn<Drawn>({ bcid, text, parse: true, ...(version !== undefined && { version }) });
}

/** Sides of square symbols and the codewords each has room for (ISO/IEC 16022, table 7). */
const squares = [
  ...[
    [10, 3],
    [12, 5],
    [14, 8],
    [16, 12],
    [18, 18],
    [20, 22],
    [22, 30],
    [24, 36],
    [26, 44],
  ],
  ...[
    [32, 62],
    [36, 86],
    [40, 114],
    [44, 144],
    [48, 174],
    [52, 204],
    [64, 280],
    [72, 368],
  ],
  ...[
    [80, 456],
    [88, 576],
    [96, 696],
    [104, 816],
    [120, 1050],
    [132, 1304],
    [144, 1558],
  ],
] as const;

/**
 * The side of a symbol in plain ASCII encodation, a codeword for two digits or one character. A cleverer encoder may need
 * less; printers that draw it by themselves, and know no better, would draw over what stands beside a smaller one.
 */
function sideOf(text: string): number {
  const codewords = (text.match(/\d\d|[^]/g) ?? []).length;
  return squares.find(([, room]) => room >= codewords)?.[0] ?? 144;
}

function drawn<Drawn>(wanted: Parameters<typeof bwip.raw>[0] & object): Drawn {
  const [first] = bwip.raw(wanted) as unknown as readonly Drawn[];
  if (first === undefined) throw new Error(`no symbol came of ${wanted.bcid}`);
  return first;
}
