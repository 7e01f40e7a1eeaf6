import {
  findUnit,
  formatAmount,
  parseDecimal,
  requestBounds,
  unitOf,
  ValueFault,
  wholeAmount,
  type Amount,
  type DecimalBounds,
  type Fault,
} from '../kernel/index.js';
import {
  convertFor,
  isPackage,
  ownFactor,
  packNames,
  packUnits,
  type Conversion,
  type Measures,
  type PackName,
} from './packing.js';
import type { DateType, ProductProfile, StorageBand } from './product.js';

/** What a product must be, beyond the shape of each member: all faults at once, with their places. */
export function productFaults(
  product: Pick<ProductProfile, 'dateType' | 'shelfLifeDays' | 'storage'> & Measures,
): Fault[] {
  const faults = [
    ...unitFaults('/unit', product.unit ?? '', 'own'),
    ...shelfLifeFaults(product.dateType, product.shelfLifeDays),
    ...storageFaults(product.storage),
    ...packFaults(product),
    ...conversionFaults(product.conversions),
  ];
  // Which conversions say the same can only be told once each is one.
  if (faults.length > 0) return faults;
  const repeated = repeatedConversions(product);
  return repeated.length > 0 ? repeated : extremeFactors(product);
}

/** What of a change is not allowed: labels out there bear the packs as they were. */
export function packChangeFaults(before: Measures, after: Measures): Fault[] {
  return before.packLevels.flatMap((level, i) => {
    const now = after.packLevels[i];
    const isSameGtin = level.gtin === undefined || now?.gtin === level.gtin;
    const isKept = now?.name === level.name && now.contains === level.contains && isSameGtin;
    const detail = `was a ${level.name} of ${level.contains} and stays so; add packs after it, or register another product`;
    return isKept ? [] : [{ pointer: `/packLevels/${i}`, detail }];
  });
}

/** A product's own unit is one that events record; a conversion may also start from a customary one or a package. */
function unitFaults(pointer: string, code: string, use: 'own' | 'conversion'): Fault[] {
  if (use === 'conversion' && isPackage(code)) return [];
  try {
    const { dimension, recordedIn } = unitOf(code);
    if (dimension === 'temperature') {
      return [{ pointer, detail: 'is no unit of goods; use one such as KGM, LTR or H87' }];
    }
    return use === 'own' && recordedIn !== undefined
      ? [{ pointer, detail: `is customary: book the product in ${recordedIn}` }]
      : [];
  } catch (error) {
    return [faultOf(pointer, error)];
  }
}

function shelfLifeFaults(dateType: DateType, shelfLifeDays: number | null): Fault[] {
  const pointer = '/shelfLifeDays';
  if (dateType === 'none' && shelfLifeDays !== null) {
    return [{ pointer, detail: 'needs a dateType: best-before or use-by' }];
  }
  return dateType !== 'none' && shelfLifeDays === null
    ? [{ pointer, detail: `is needed, since dateType is ${dateType}` }]
    : [];
}

/** Colder than any freezer, hotter than any kitchen: beyond, a unit was mistaken. */
const coldest = wholeAmount(-100);
const hottest = wholeAmount(150);

function storageFaults({ minCelsius, maxCelsius }: StorageBand): Fault[] {
  const [least, leastFaults] = degrees('/storage/minCelsius', minCelsius);
  const [most, mostFaults] = degrees('/storage/maxCelsius', maxCelsius);
  const isUpsideDown = least !== undefined && most !== undefined && least > most;
  const detail = `is below minCelsius, ${minCelsius ?? ''}`;
  return [
    ...leastFaults,
    ...mostFaults,
    ...(isUpsideDown ? [{ pointer: '/storage/maxCelsius', detail }] : []),
  ];
}

function degrees(pointer: string, text: string | null): [Amount | undefined, Fault[]] {
  if (text === null) return [undefined, []];
  const [amount, faults] = decimal(pointer, text, { integerDigitsMax: 3, decimalsMax: 2 });
  if (amount === undefined || (amount >= coldest && amount <= hottest)) return [amount, faults];
  const detail = `must be from ${formatAmount(coldest)} to ${formatAmount(hottest)} degrees Celsius`;
  return [undefined, [{ pointer, detail }]];
}

function packFaults({ packLevels, unit }: Measures): Fault[] {
  return packLevels.flatMap(({ name, contains, gtin }, i) => {
    const at = `/packLevels/${i}`;
    const below = packLevels[i - 1];
    const isHigher = below === undefined || rank(name) > rank(below.name);
    const order = `must be a larger pack than the one before it, in the order ${packNames.join(', ')}`;
    const isTwice = gtin !== undefined && packLevels.slice(0, i).some((p) => p.gtin === gtin);
    return [
      ...(isHigher ? [] : [{ pointer: `${at}/name`, detail: order }]),
      ...(isTwice ? [{ pointer: `${at}/gtin`, detail: 'is the GTIN of a smaller pack' }] : []),
      ...containsFaults(`${at}/contains`, contains, below !== undefined || isCount(unit)),
    ];
  });
}

function rank(name: PackName): number {
  return packNames.indexOf(name);
}

function isCount(unit: string | null): boolean {
  return unit !== null && findUnit(unit)?.dimension === 'count';
}

function containsFaults(pointer: string, contains: string, areWhole: boolean): Fault[] {
  const [amount, faults] = positive(pointer, contains);
  const isBroken = amount !== undefined && areWhole && amount % wholeAmount(1) !== 0n;
  return isBroken ? [{ pointer, detail: 'must be a whole number of what it holds' }] : faults;
}

function conversionFaults(conversions: readonly Conversion[]): Fault[] {
  return conversions.flatMap(({ from, to, factor }, i) => [
    ...unitFaults(`/conversions/${i}/from`, from, 'conversion'),
    ...unitFaults(`/conversions/${i}/to`, to, 'conversion'),
    ...positive(`/conversions/${i}/factor`, factor)[1],
  ]);
}

/**
 * Each conversion must tell something new. Two ways from one unit to another could disagree, and which one then
 * counts would be chance. Catch weight hides some ways, but they would contradict each other all the same.
 */
function repeatedConversions(product: Measures): Fault[] {
  return product.conversions.flatMap(({ from, to }, i) => {
    const earlier = {
      ...product,
      catchWeight: false,
      conversions: product.conversions.slice(0, i),
    };
    const known = convertFor(earlier, wholeAmount(1), from, to);
    if (known === undefined) return [];
    const detail = `is known without this: 1 ${from} is ${formatAmount(known)} ${to}`;
    return [{ pointer: `/conversions/${i}`, detail }];
  });
}

/** One of a unit is at most so many of the product's own. Beyond it a factor was mistaken. */
const factorMax = 10n ** 12n;
/** And at least one in so many: the smallest amount that the books hold. */
const factorMin = 10n ** 9n;

/** Each conversion is bounded by itself; here is what they come to one after the other. */
function extremeFactors(product: Measures): Fault[] {
  const { unit, packLevels, conversions } = product;
  const at = (pointer: string, ...units: readonly string[]): Fault[] =>
    units.some((each) => isExtreme(product, each))
      ? [
          {
            pointer,
            detail: `makes one unit more than 10^12 ${unit} or less than 10^-9; correct the factor`,
          },
        ]
      : [];
  return [
    ...packLevels.flatMap(({ name }, i) => at(`/packLevels/${i}/contains`, packUnits[name])),
    ...conversions.flatMap(({ from, to }, i) => at(`/conversions/${i}/factor`, from, to)),
  ];
}

function isExtreme(product: Measures, from: string): boolean {
  const factor = ownFactor(product, from);
  if (factor === undefined) return false;
  const { numerator, denominator } = factor;
  return numerator > denominator * factorMax || numerator * factorMin < denominator;
}

function positive(pointer: string, text: string): [Amount | undefined, Fault[]] {
  const [amount, faults] = decimal(pointer, text, requestBounds);
  return amount === undefined || amount > 0n
    ? [amount, faults]
    : [undefined, [{ pointer, detail: 'must be more than 0' }]];
}

/** The amount of a decimal text, or what is wrong with it. */
function decimal(
  pointer: string,
  text: string,
  bounds: DecimalBounds,
): [Amount | undefined, Fault[]] {
  try {
    return [parseDecimal(text, bounds), []];
  } catch (error) {
    return [undefined, [faultOf(pointer, error)]];
  }
}

function faultOf(pointer: string, error: unknown): Fault {
  if (error instanceof ValueFault) return { pointer, detail: error.message };
  throw error;
}
