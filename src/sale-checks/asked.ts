import {
  elementsIn,
  IdentifierFault,
  parseGtin,
  parseTyped,
  readCode,
} from '../identifiers/index.js';
import { labelDates, type LabelDates } from './label-dates.js';

/** What is to be sold, as its label names it. */
export interface Asked {
  /** A code of ours: by itself, or as the serial number under a GTIN. */
  readonly code?: string;
  readonly gtin?: string;
  /** Of the batch. */
  readonly number?: string;
  /** A logistic unit by its SSCC: the canonical key. */
  readonly unit?: string;
  readonly dates: LabelDates;
}

/**
 * Reads a text that was typed or scanned: all that `parseTyped` reads, and the digits of an EAN or UPC as they stand under its
 * bars. `now` tells the century of a date on the label. Throws `IdentifierFault` on what names no goods.
 */
export function readAsked(text: string, now: number): Asked {
  const gtin = bareGtin(text);
  if (gtin !== undefined) return { gtin, dates: labelDates([], now) };
  const { kind, key, parts } = parseTyped(text);
  const undated = labelDates([], now);
  if (parts.code !== undefined) return { code: parts.code, dates: undated };
  if (kind === 'unit') return { unit: key, dates: undated };
  if (parts.gtin === undefined) {
    throw new IdentifierFault(
      'names no goods; send a code, or a GTIN with a batch number, a serial number or a date',
    );
  }
  // A maker's own serial number says nothing to us: its goods are known by what else stands on the label.
  const { code } = readCode(parts.serial ?? '');
  return {
    gtin: parts.gtin,
    ...(code !== undefined && { code }),
    ...(parts.batch !== undefined && { number: parts.batch }),
    dates: labelDates(elementsIn(text), now),
  };
}

/** A code of ours may happen to have no letter; digits that could be either are far more often those of a GTIN. */
function bareGtin(text: string): string | undefined {
  const digits = text.trim();
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) return undefined;
  try {
    return parseGtin(digits);
  } catch (fault) {
    if (readCode(digits).code !== undefined) return undefined;
    throw fault;
  }
}
