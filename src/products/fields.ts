import { parseGtin } from '../identifiers/index.js';
import { ReadBy } from '../platform/index.js';

/** A GTIN of 8, 12, 13 or 14 digits with a right check digit. */
export function IsGtin(): PropertyDecorator {
  return ReadBy('isGtin', parseGtin);
}
