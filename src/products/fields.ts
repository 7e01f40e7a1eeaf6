import { IdentifierFault, parseGtin } from '../identifiers/index.js';
import { ValueFault } from '../kernel/index.js';
import { ReadBy } from '../platform/index.js';

/** A GTIN of 8, 12, 13 or 14 digits with a right check digit. */
export function IsGtin(): PropertyDecorator {
  return ReadBy('isGtin', (text) => {
    try {
      parseGtin(text);
    } catch (error) {
      throw error instanceof IdentifierFault ? new ValueFault(error.reason) : error;
    }
  });
}
