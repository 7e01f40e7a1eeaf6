import { parseGln, parseUscc } from '../identifiers/index.js';
import { ValueFault } from '../kernel/index.js';
import { ReadBy } from '../platform/index.js';
import { isTimeZone } from './location.js';

/** A unified social credit code with a right check character; small letters are taken. */
export function IsUscc(): PropertyDecorator {
  return ReadBy('isUscc', parseUscc);
}

/** A GLN of 13 digits with a right check digit. */
export function IsGln(): PropertyDecorator {
  return ReadBy('isGln', parseGln);
}

/** GS1 AI (254): 1 to 20 characters of CSET 82. */
export function IsGlnExtension(): PropertyDecorator {
  return ReadBy('isGlnExtension', (text) => {
    if (!/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/.test(text) || text === '0') {
      throw new ValueFault('must be 1 to 20 letters, digits or signs such as - . /, and not "0"');
    }
  });
}

/** A code of an administrative division, GB/T 2260. */
export function IsDivision(): PropertyDecorator {
  return ReadBy('isDivision', (text) => {
    if (!/^\d{6}$/.test(text)) throw new ValueFault('must be six digits, GB/T 2260: as in 370202');
  });
}

/** An IANA time zone, with its history of changes. */
export function IsTimeZone(): PropertyDecorator {
  return ReadBy('isTimeZone', (text) => {
    if (!isTimeZone(text)) {
      throw new ValueFault('must be the IANA name of a time zone, such as Asia/Shanghai');
    }
  });
}
