import { createHash } from 'node:crypto';
import { publicLink } from '../codes/index.js';
import { spacedCode } from '../identifiers/index.js';
import { csvRow } from '../kernel/index.js';
import type { LabelledRun, PlacedCode } from './labelled-runs.store.js';
import { printedLink, type QrCase } from './printed-link.js';

/** Rows of one file: what spreadsheets and the tools of print houses open. */
export const fileRowsMax = 500_000;
/** Rows of one order: its digests are made while its client waits. A longer run is ordered by stretches. */
export const orderRowsMax = 1_000_000;

/** Codes of a run for a print house, with all that their rows say as it was when they were ordered. */
export interface PrintOrder {
  readonly id: string;
  readonly runId: string;
  readonly firstPlace: number;
  readonly lastPlace: number;
  /** Null: all labels are on one roll. */
  readonly perRoll: number | null;
  readonly baseUrl: string;
  readonly qrCase: QrCase;
  readonly product: string | null;
  readonly madeOn: string | null;
  readonly expiresOn: string | null;
  readonly orderedAt: Date;
  readonly files: readonly PrintFile[];
}

/** One file of an order, as its manifest tells it. */
export interface PrintFile {
  readonly rows: number;
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** Of a run, what no file of it ever changes. */
export type PrintedRun = Pick<LabelledRun, 'id' | 'kind' | 'batchId' | 'gtin' | 'number'>;

/** Where a file of an order begins and ends, by its number from 1; undefined where the order has no such file. */
export function stretchOf(
  { firstPlace, lastPlace }: Pick<PrintOrder, 'firstPlace' | 'lastPlace'>,
  file: number,
): { readonly from: number; readonly to: number } | undefined {
  const from = firstPlace + (file - 1) * fileRowsMax;
  if (file < 1 || from > lastPlace) return undefined;
  return { from, to: Math.min(lastPlace, from + fileRowsMax - 1) };
}

export const columns = [
  ...['seq', 'code', 'code_display', 'url', 'gtin', 'lot', 'made_on', 'expires_on', 'product'],
  ...['allotment', 'roll', 'pos'],
] as const;

/** The first row of each file. */
export const headRow = csvRow(columns);

/**
 * Rows of labels in their order, as CSV. `seq` is the place in the run, by which spoiled labels are voided. Codes and links
 * never begin as a formula does, and the number of a batch is in the link to the letter.
 */
export function rowsOf(
  order: Omit<PrintOrder, 'files'>,
  run: PrintedRun,
  codes: readonly PlacedCode[],
): string {
  const { firstPlace, perRoll, baseUrl, qrCase, product, madeOn, expiresOn } = order;
  return codes
    .map(({ place, code }) => {
      const before = place - firstPlace;
      const roll = perRoll === null ? 1 : Math.floor(before / perRoll) + 1;
      const position = perRoll === null ? before + 1 : (before % perRoll) + 1;
      const link = printedLink(publicLink(run, code, baseUrl), qrCase);
      return csvRow([
        ...[place, code, spacedCode(code), link, run.gtin, run.number, madeOn, expiresOn, product],
        ...[run.id, roll, position],
      ]);
    })
    .join('');
}

/** Makes the line of the manifest from the pieces of a file as they come. */
export function digesting(): {
  readonly add: (piece: string, rows: number) => void;
  readonly done: () => PrintFile;
} {
  const hash = createHash('sha256');
  let [rows, bytes] = [0, 0];
  return {
    add: (piece, more) => {
      hash.update(piece);
      rows += more;
      bytes += Buffer.byteLength(piece);
    },
    done: () => ({ rows, bytes, sha256: hash.digest('hex') }),
  };
}
