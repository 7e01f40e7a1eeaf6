import { convert, findUnit, formatAmount, parseDecimal } from '../kernel/index.js';

/** A quantity as an event records it: a customary unit becomes the unit with a code that it is exact in. */
export function recordedQuantity({
  value,
  unit,
}: {
  readonly value: string;
  readonly unit: string;
}): {
  readonly quantity: string;
  readonly uom: string;
} {
  const recordedIn = findUnit(unit)?.recordedIn ?? unit;
  const amount = parseDecimal(value);
  return { quantity: formatAmount(convert(amount, unit, recordedIn) ?? amount), uom: recordedIn };
}
