import { IdentifierFault, parseTyped, readCode } from '../identifiers/index.js';
import { faultyRequest } from '../kernel/index.js';

/** What a report is about, as far as it can be looked for. */
export interface ReportedThing {
  /** Canonical key. */
  readonly key: string;
  readonly find:
    | { readonly by: 'code'; readonly code: string; readonly gtin: string | null }
    | { readonly by: 'batch'; readonly gtin: string; readonly number: string }
    /** Nothing that we issued: another's serial number, or a unit by its SSCC, which anybody may name first. */
    | { readonly by: 'nothing' };
}

/**
 * What is printed on the pack, in any notation. A text that is no code is refused: it is a slip of the finger far more often
 * than a forgery, and whose goods they are would not be known.
 */
export function readReportedThing(text: string): ReportedThing {
  try {
    const { kind, key, parts } = parseTyped(text);
    const { code, gtin = '', batch = '', serial = '' } = parts;
    if (kind === 'code' && code !== undefined)
      return { key, find: { by: 'code', code, gtin: null } };
    if (kind === 'batch') return { key, find: { by: 'batch', gtin, number: batch } };
    if (kind === 'item') return { key, find: findItem(serial, gtin, batch) };
    if (kind === 'unit') return { key, find: { by: 'nothing' } };
  } catch (error) {
    if (!(error instanceof IdentifierFault)) throw error;
    throw noCode(error.message);
  }
  throw noCode('names neither a batch nor a pack');
}

/** A serial number of the maker's own says nothing here, but the batch that stands beside it does. */
function findItem(serial: string, gtin: string, batch: string): ReportedThing['find'] {
  const { code } = readCode(serial);
  if (code !== undefined) return { by: 'code', code, gtin };
  return batch === '' ? { by: 'nothing' } : { by: 'batch', gtin, number: batch };
}

const noCode = (detail: string) => faultyRequest([{ pointer: '/code', detail }]);
