import { isLongDate } from './linters/date-linters.js';

/** The schemes, other than GS1's and our own, whose codes stand on packs in China. */
export const externalSchemes = [
  ...(['veterinary-drug', 'pesticide', 'organic', 'seed', 'food-licence'] as const),
  ...(['ma', 'vaa', 'ecode', 'national-trace'] as const),
] as const;

export type ExternalScheme = (typeof externalSchemes)[number];

/** How the codes of a scheme look, once width and spaces are put right. */
export interface Shape {
  readonly pattern: RegExp;
  /** To be said behind "must". */
  readonly words: string;
  /** Digits and capitals only, which people write in groups and scanners do not. */
  readonly isCompact: boolean;
  /** Too many texts look like it: it must be told. */
  readonly mustBeTold?: true;
  readonly accepts?: (code: string) => boolean;
}

/** Provinces of GB/T 2260: 11 Beijing to 65 Xinjiang, 71 Taiwan, 81 Hong Kong, 82 Macao. */
const province = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])';

/**
 * The shapes, as far as they are published. We know the rule of none of their check digits, so nothing here says that a code was
 * ever given out. The layout of the national platform's trace code is not public: that is taken as it is told.
 */
export const shapes: Readonly<Record<ExternalScheme, Shape>> = {
  'veterinary-drug': {
    pattern: /^\d{24}$/,
    words: 'have 24 digits, a date first',
    isCompact: true,
    accepts: (code) => isLongDate(code.slice(0, 8)),
  },
  pesticide: { pattern: /^\d{32}$/, words: 'have 32 digits', isCompact: true },
  organic: { pattern: /^\d{17}$/, words: 'have 17 digits', isCompact: true },
  seed: {
    pattern: new RegExp(`^${province}\\d{8,18}$`),
    words: 'have 10 to 20 digits, a division first',
    isCompact: true,
  },
  'food-licence': { pattern: /^SC\d{14}$/, words: 'be SC and 14 digits', isCompact: true },
  ma: {
    pattern: /^MA(?:\.[\w-]+){2,}(?:\/[!-~]+)?$/,
    words: 'look like MA.156.1001',
    isCompact: false,
  },
  vaa: {
    pattern: /^\d{2,3}(?:\.\w+){2,}\/[!-~]+$/,
    words: 'be prefix/suffix, such as 88.118.8/123',
    isCompact: false,
  },
  ecode: {
    pattern: /^[0-4]\d{4}[!-~]{1,40}$/,
    words: 'start with its version and the number of its system',
    isCompact: false,
    mustBeTold: true,
  },
  'national-trace': {
    pattern: /^[!-~]{1,64}$/,
    words: 'have 1 to 64 characters without a space',
    isCompact: false,
    mustBeTold: true,
  },
};
