import { isDate } from './date-linters.js';

/**
 * Linters of the coupon codes of North America (GS1 General Specifications, AI 8110 and 8112): fields one after another, whose
 * lengths are told by digits in front of them.
 */

/** Takes one field from the front and answers the rest; undefined where the field is none. */
type Field = (rest: string) => string | undefined;

/** So many characters, whatever they are. */
const fixed =
  (length: number): Field =>
  (rest) =>
    rest.length < length ? undefined : rest.slice(length);

/** One digit out of these. */
const oneOf =
  (digits: string): Field =>
  (rest) =>
    rest !== '' && digits.includes(rest.charAt(0)) ? rest.slice(1) : undefined;

/** A digit out of `indicators`, which says how many more characters than `least` follow. */
const measured =
  (indicators: string, least = 0): Field =>
  (rest) => {
    const body = oneOf(indicators)(rest);
    return body === undefined ? undefined : fixed(least + Number(rest.charAt(0)))(body);
  };

/** A company prefix, of which 9 says that there is none. */
const prefixOrNone: Field = (rest) =>
  rest.startsWith('9') ? rest.slice(1) : measured('0123456', 6)(rest);

const requirement = [measured('12345'), oneOf('012349'), fixed(3)];

const front = [measured('0123456', 6), fixed(6), measured('12345'), ...requirement];

/** What may follow, each behind its number, in this order. */
const optional: readonly (readonly [number: string, ...Field[]])[] = [
  ['1', oneOf('0123'), ...requirement, prefixOrNone],
  ['2', ...requirement, prefixOrNone],
  ['3', fixed(6)],
  ['4', fixed(6)],
  ['5', measured('0123456789', 6)],
  ['6', measured('1234567', 6)],
  ['9', oneOf('01256'), oneOf('012'), oneOf('0123456789'), oneOf('01')],
];

/** A paper coupon: who issued it, what it is worth and what has to be bought. */
export function isCoupon(text: string): boolean {
  if (!/^[0-9]+$/.test(text)) return false;
  let rest = taken(text, front);
  const dates = new Map<string, string>();
  for (const [number, ...fields] of optional) {
    if (rest?.startsWith(number) !== true) continue;
    dates.set(number, rest.slice(1, 7));
    rest = taken(rest.slice(1), fields);
  }
  return rest === '' && areDates(dates.get('4'), dates.get('3'));
}

/** A coupon offer that a till looks up. */
export function isCouponOffer(text: string): boolean {
  if (!/^[0-9]+$/.test(text)) return false;
  const fields = [oneOf('01'), measured('0123456', 6), fixed(6), measured('0123456789', 6)];
  return taken(text, fields) === '';
}

function taken(text: string, fields: readonly Field[]): string | undefined {
  return fields.reduce<string | undefined>(
    (rest, field) => (rest === undefined ? undefined : field(rest)),
    text,
  );
}

function areDates(start: string | undefined, end: string | undefined): boolean {
  if ([start, end].some((date) => date !== undefined && !isDate(date))) return false;
  return start === undefined || end === undefined || start <= end;
}
