import { IsIn, IsInt, Max, Min } from 'class-validator';
import { IfGiven, languages, type Language } from '../platform/index.js';
import { stretchOf, type PrintOrder } from './print-order.js';
import { qrCases, type QrCase } from './printed-link.js';

/** Which codes of a run a print house gets; the whole run unless told. */
export class OrderPrintRequest {
  /** First place, counted from 1. */
  @IfGiven()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  from?: number;

  /** Last place, also printed; at most 1,000,000 codes are one order. */
  @IfGiven()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  to?: number;

  /** Labels of one roll, by which `roll` and `pos` are counted. Left out, all are on one. */
  @IfGiven()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(1_000_000)
  perRoll?: number;

  /** `upper` (the default): scheme, host and our codes of each link in capitals, for small symbols; or `lower`. */
  @IfGiven()
  @IsIn(qrCases)
  qrCase?: QrCase;

  /** Of the product's name in the files: `zh-CN` (the default) or `en`. */
  @IfGiven()
  @IsIn(languages)
  language?: Language;
}

/** One file of a print order. */
export class PrintFileView {
  /** Where it is downloaded: CSV in UTF-8 (RFC 4180), one row a label below a head. */
  href!: string;
  /** First place of the run that it holds. */
  from!: number;
  /** Last place of the run that it holds. */
  to!: number;
  /** Labels, the head not counted. */
  rows!: number;
  /** Length of the file. */
  bytes!: number;
  /** SHA-256 of the file in hexadecimal digits; it is the same each time that the file is downloaded. */
  sha256!: string;
}

/** The manifest of an order: what its files hold, and by which digests a print house proves what it got. */
export class PrintOrderView {
  /** Our id of the order. */
  id!: string;
  /** The run that its codes are of. */
  runId!: string;
  /** When it was ordered, RFC 3339 in UTC. Who did is in the audit. */
  orderedAt!: string;
  /** First place of the run. */
  from!: number;
  /** Last place of the run. */
  to!: number;
  /** Labels of all files. */
  rows!: number;
  /** In the order of places, at most 500,000 labels each. */
  files!: PrintFileView[];
}

export function toPrintOrderView(order: PrintOrder): PrintOrderView {
  const { id, runId, firstPlace: from, lastPlace: to, files } = order;
  return {
    ...{ id, runId, orderedAt: order.orderedAt.toISOString(), from, to },
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    files: files.map((file, at) => ({
      href: `/api/v1/print-orders/${id}/files/${at + 1}`,
      ...{ from, to, ...stretchOf(order, at + 1), ...file },
    })),
  };
}

/** The number of a file as its address has it; 0, which no file has, for anything else. */
export function fileNumber(text: string): number {
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
}
