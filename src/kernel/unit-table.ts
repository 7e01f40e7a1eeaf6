import type { Fraction } from './decimal.js';

export type Dimension = 'mass' | 'volume' | 'length' | 'area' | 'count' | 'temperature';

/** One unit of measure. */
export interface Unit {
  /** The UN/CEFACT Recommendation 20 code; our own lower-case word for a customary unit, which has none. */
  readonly code: string;
  readonly dimension: Dimension;
  /** How many base units (kilogram, litre, metre, square metre, piece, kelvin) one of it is, exactly. */
  readonly factor: Fraction;
  /** Where its zero lies on the base scale, in base units; only temperatures have one. */
  readonly zero?: Fraction;
  /** What people call it, in lower case, for suggestions. */
  readonly names: readonly string[];
  /** Customary units only: the unit with a code in which an event records such an amount. */
  readonly recordedIn?: string;
}

type Row = readonly [code: string, factor: string, names: string, recordedIn?: string];

/** Factors by treaty or law, so every one is exact; a unit known only by a rounded factor is left out. */
const rows: Readonly<Record<Exclude<Dimension, 'temperature'>, readonly Row[]>> = {
  mass: [
    ['KGM', '1', 'kg kgs kilo kilogram 公斤 千克'],
    ['MGM', '1/1000000', 'mg milligram 毫克'],
    ['GRM', '1/1000', 'g gr gram gms 克'],
    ['HGM', '1/10', 'hg hectogram'],
    ['DTN', '100', 'q quintal 公担'],
    ['TNE', '1000', 't to ton tonne mt 吨'],
    ['LBR', '45359237/100000000', 'lb lbs pound 磅'],
    ['ONZ', '45359237/1600000000', 'oz ounce 盎司'],
    ['STN', '90718474/100000', 'short-ton'],
    ['LTN', '10160469088/10000000', 'long-ton'],
    ['jin', '1/2', '斤 市斤 catty', 'KGM'],
    ['liang', '1/20', '两 tael', 'KGM'],
    ['dan', '50', '担 picul', 'KGM'],
  ],
  volume: [
    ['LTR', '1', 'l lt litre liter 升'],
    ['MLT', '1/1000', 'ml millilitre milliliter 毫升'],
    ['CLT', '1/100', 'cl centilitre centiliter'],
    ['DLT', '1/10', 'dl decilitre deciliter'],
    ['HLT', '100', 'hl hectolitre hectoliter'],
    ['CMQ', '1/1000', 'cm3 ccm'],
    ['DMQ', '1', 'dm3'],
    ['MTQ', '1000', 'm3 cbm 立方米 方'],
    ['GLL', '3785411784/1000000000', 'gal gallon'],
    ['GLI', '454609/100000', 'imperial-gallon'],
  ],
  length: [
    ['MTR', '1', 'm metre meter 米'],
    ['MMT', '1/1000', 'mm millimetre millimeter 毫米'],
    ['CMT', '1/100', 'cm centimetre centimeter 厘米'],
    ['KMT', '1000', 'km kilometre kilometer 公里 千米'],
    ['INH', '254/10000', 'in inch 英寸'],
    ['FOT', '3048/10000', 'ft foot feet 英尺'],
  ],
  area: [
    ['MTK', '1', 'm2 sqm 平方米'],
    ['CMK', '1/10000', 'cm2'],
    ['KMK', '1000000', 'km2 平方公里'],
    ['ARE', '100', 'a are 公亩'],
    ['HAR', '10000', 'ha hectare 公顷'],
    ['mu', '10000/15', '亩 市亩', 'MTK'],
  ],
  count: [
    ['H87', '1', 'pc pcs piece pieces 个 件 只 条'],
    ['EA', '1', 'each'],
    ['C62', '1', 'one unit units'],
    ['HEA', '1', 'head heads 头'],
    ['PR', '2', 'pair pairs 对 双'],
    ['DZN', '12', 'dozen doz dz 打'],
    ['CEN', '100', 'hundred 百'],
    ['GRO', '144', 'gross'],
    ['MIL', '1000', 'thousand 千'],
  ],
};

const temperatures: readonly Unit[] = [
  temperature('KEL', '1', '0', 'k kelvin'),
  temperature('CEL', '1', '27315/100', 'c °c celsius 摄氏度 度'),
  temperature('FAH', '5/9', '229835/900', 'f °f fahrenheit 华氏度'),
];

/** Every unit we can convert, by code. */
export const units: ReadonlyMap<string, Unit> = new Map(
  [...Object.entries(rows).flatMap(unitsOf), ...temperatures].map((unit) => [unit.code, unit]),
);

function unitsOf([dimension, ofDimension]: [string, readonly Row[]]): Unit[] {
  return ofDimension.map(([code, factor, names, recordedIn]) => ({
    code,
    dimension: dimension as Dimension,
    factor: fraction(factor),
    names: names.split(' '),
    ...(recordedIn === undefined ? {} : { recordedIn }),
  }));
}

function temperature(code: string, factor: string, zero: string, names: string): Unit {
  return {
    code,
    dimension: 'temperature',
    factor: fraction(factor),
    zero: fraction(zero),
    names: names.split(' '),
  };
}

function fraction(text: string): Fraction {
  const [numerator = '', denominator = '1'] = text.split('/');
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}
