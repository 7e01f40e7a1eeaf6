import * as check from './check-linters.js';
import * as list from './code-lists.js';
import * as coupon from './coupon-linters.js';
import * as date from './date-linters.js';
import * as number from './number-linters.js';
import * as text from './text-linters.js';

/** One check of a component of a value, under GS1's own name for it (GS1 Barcode Syntax Dictionary). */
export interface Linter {
  readonly passes: (text: string) => boolean;
  /** What is asked of a component that fails, to be said behind the application identifier. */
  readonly demand: string;
}

/** Every linter of the dictionary, and its four character sets, under their names there. */
export const linters: ReadonlyMap<string, Linter> = new Map(
  Object.entries({
    N: { passes: text.isNumeric, demand: 'may hold only digits' },
    X: {
      passes: text.isText82,
      demand: 'may hold only A-Z a-z 0-9 ! " % & \' ( ) * + , - . / : ; < = > ? _',
    },
    Y: { passes: text.isText39, demand: 'may hold only capitals, digits and # - /' },
    Z: { passes: text.isBase64url, demand: 'may hold only base 64 for URIs' },
    csum: {
      passes: check.endsInCheckDigit,
      demand: 'has a wrong check digit; compare all its digits with the source',
    },
    csumalpha: {
      passes: check.endsInCheckPair,
      demand: 'has a wrong pair of check characters; compare it with the source',
    },
    gcppos1: { passes: text.startsWithPrefix, demand: 'must start with a company prefix' },
    gcppos2: {
      passes: text.holdsPrefixFromSecond,
      demand: 'must have a company prefix behind its first digit',
    },
    yymmdd: { passes: date.isDate, demand: 'must have a date YYMMDD' },
    yymmd0: { passes: date.isDateOrMonth, demand: 'must have a date YYMMDD, or a month YYMM00' },
    yyyymmdd: { passes: date.isLongDate, demand: 'must have a date YYYYMMDD' },
    hhmi: { passes: date.isHourAndMinute, demand: 'must have a time HHMM' },
    hh: { passes: date.isHour, demand: 'must have an hour from 00 to 23' },
    mi: { passes: date.isMinute, demand: 'must have minutes from 00 to 59' },
    ss: { passes: date.isSecond, demand: 'must have seconds from 00 to 59' },
    latitude: { passes: number.isLatitude, demand: 'must have a latitude up to 1800000000' },
    longitude: { passes: number.isLongitude, demand: 'must have a longitude up to 3600000000' },
    zero: { passes: number.isZero, demand: 'must start with 0' },
    nonzero: { passes: number.isNonzero, demand: 'must be more than zero' },
    nozeroprefix: { passes: number.hasNoZeroPrefix, demand: 'may have no leading zero' },
    yesno: { passes: number.isYesOrNo, demand: 'must be 0 for no or 1 for yes' },
    winding: { passes: number.isWinding, demand: 'must have 0, 1 or 9 for the winding' },
    iso5218: { passes: number.isSex, demand: 'must be 0, 1, 2 or 9' },
    pieceoftotal: {
      passes: number.isPieceOfTotal,
      demand: 'must end in piece and total, such as 0102',
    },
    posinseqslash: { passes: number.isPositionOfEnd, demand: 'must be a position such as 1/3' },
    iso3166: { passes: among(list.countryNumbers), demand: 'must name countries of ISO 3166' },
    iso3166999: {
      passes: among(new Set([...list.countryNumbers, '999'])),
      demand: 'must start with a country of ISO 3166, or 999 for several',
    },
    iso3166alpha2: { passes: among(list.countryLetters), demand: 'must be a country of ISO 3166' },
    iso4217: {
      passes: among(list.currencyNumbers),
      demand: 'must start with a currency of ISO 4217',
    },
    mediatype: { passes: among(list.mediaTypes), demand: 'must be an AIDC media type' },
    packagetype: { passes: among(list.packageTypes), demand: 'must be a package type' },
    importeridx: { passes: text.isImporterIndex, demand: 'must end in the index of an importer' },
    iban: { passes: check.isIban, demand: 'must be an IBAN' },
    pcenc: {
      passes: text.isPercentEncoded,
      demand: 'has a % that is not followed by two hexadecimal digits',
    },
    hasnondigit: { passes: text.hasNonDigit, demand: 'must have a character that is no digit' },
    hyphen: { passes: text.isHyphens, demand: 'may end in nothing but a hyphen' },
    couponcode: { passes: coupon.isCoupon, demand: 'must be a coupon code' },
    couponposoffer: { passes: coupon.isCouponOffer, demand: 'must be a coupon offer' },
  }),
);

function among(words: ReadonlySet<string>): Linter['passes'] {
  return (word) => words.has(word);
}
