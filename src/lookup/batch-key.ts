import { gs1Identifier } from '../identifiers/index.js';

/** The canonical key of a batch: the path of its Digital Link. */
export function batchKey(gtin: string, number: string): string {
  return gs1Identifier([
    ['01', gtin],
    ['10', number],
  ]).key;
}
