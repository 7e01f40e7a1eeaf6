import {
  expandName,
  gainName,
  lossName,
  lotNumberName,
  type Extensions,
} from '../../events/index.js';
import { parseDecimal, ValueFault, type DecimalBounds } from '../../kernel/index.js';
import { list, members, type JsonReader } from './json-reader.js';
import { at, fault, type Spot } from '../rules/spot.js';
import { identifier, text, unitCode } from './values.js';

/** Extension members that the books read. What others mean is their authors' business, and kept as sent. */
interface Extended {
  readonly extensions: Extensions | undefined;
  readonly ilmd: Extensions | undefined;
}

/** GS1 AI (10). A longer one would also not fit the index of batches. */
const lotLengthMax = 20;

/** A request's bounds, and room for what a customary unit comes to in the one it is recorded in. */
const balanceBounds: DecimalBounds = { integerDigitsMax: 15, decimalsMax: 9 };

const balances = list(
  members<Balance>(
    { epcClass: identifier, quantity: balanceAmount, uom: unitCode, reason: text },
    { required: ['epcClass', 'quantity'] },
  ),
);

interface Balance {
  readonly epcClass: string;
  readonly quantity: string;
  readonly uom: string;
  readonly reason: string;
}

/** Adds a fault for each extension member that means something here and says it in a form that we cannot book. */
export function checkMeaning({ extensions = {}, ilmd = {} }: Extended, spot: Spot): void {
  checkNamed(extensions, spot, balanceReaders);
  checkNamed(ilmd, at(spot, 'ilmd'), lotReaders);
}

type Readers = ReadonlyMap<string, JsonReader<unknown>>;
const balanceReaders: Readers = new Map([
  [lossName, balances],
  [gainName, balances],
]);
const lotReaders: Readers = new Map([[lotNumberName, lotNumber]]);

function checkNamed(sent: Extensions, spot: Spot, readers: Readers): void {
  for (const [name, value] of Object.entries(sent)) {
    readers.get(expandName(name, spot.context))?.(value, at(spot, name));
  }
}

/** Decimal text, as everywhere in our own members. */
function balanceAmount(value: unknown, spot: Spot): string | undefined {
  if (typeof value !== 'string')
    return fault(spot, 'must be a decimal text, such as "12.5"', 'semantics.books');
  try {
    if (parseDecimal(value, balanceBounds) >= 0n) return value;
  } catch (error) {
    if (error instanceof ValueFault) return fault(spot, error.message, 'semantics.books');
    throw error;
  }
  return fault(spot, 'must not be negative', 'semantics.quantity');
}

/** Lot numbers that are no text are somebody's own notion, and name no batch. */
function lotNumber(value: unknown, spot: Spot): undefined {
  if (typeof value !== 'string' || value.length <= lotLengthMax) return undefined;
  return fault(
    spot,
    `is longer than ${lotLengthMax} characters, the most a batch number has`,
    'semantics.books',
  );
}
