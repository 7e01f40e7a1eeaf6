// Generated elements of GS1: for every application identifier values that its format and checks allow.
import fc from 'fast-check';
import { checkDigit } from '../../src/identifiers/check-digit.js';
import {
  applicationIdentifier,
  applicationIdentifiers,
  type Component,
  type Element,
} from '../../src/identifiers/elements/ai-table.js';
import { endsInCheckPair, isIban } from '../../src/identifiers/linters/check-linters.js';
import * as list from '../../src/identifiers/linters/code-lists.js';
import { linters } from '../../src/identifiers/linters/linters.js';

const text82 =
  '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const characters: Readonly<Record<string, string>> = {
  N: '0123456789',
  X: text82,
  Y: '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  Z: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
};

const nameOf = new Map([...linters].map(([name, linter]) => [linter, name]));

/** The names of the linters of a component, its set of characters first. */
export function linterNames({ linters: used }: Component): readonly string[] {
  return used.map((linter) => nameOf.get(linter) ?? '');
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const oneOf = (words: Iterable<string>) => fc.constantFrom(...words);
const joined = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((found) => found.join(''));
const padded = (most: number, width: number) =>
  fc.nat(most).map((value) => String(value).padStart(width, '0'));

const day = oneOf(['000229', '260101', '261231', '240229', '990630']);
const time = joined(padded(23, 2), padded(59, 2));
/** Who issued it, the offer, what it saves, what must be bought, and what may follow. */
const coupon = joined(
  oneOf(['0061414', '10614141']),
  digits(6),
  oneOf(['15', '3175']),
  oneOf(['121200', '2120123', '119001']),
  oneOf(['', '101212009', '121212000061414']),
  oneOf(['', '21212009']),
  oneOf(['', '3261231', '32612314260101', '4260101']),
  oneOf(['', '50123456', '610614141']),
  oneOf(['', '90010', '96211']),
);

/** Components that a linter makes special, by the linter that says most. */
const special: Readonly<Record<string, (most: number) => fc.Arbitrary<string>>> = {
  csum: (most) => digits(most - 1).map((body) => body + checkDigit(body)),
  csumalpha: (most) =>
    joined(oneOf(['95A', '1987654b']), textOf('X', 1, most - 10)).map(
      (body) => body + pairs.find((pair) => endsInCheckPair(body + pair)),
    ),
  yymmdd: () => day,
  yymmd0: () => fc.oneof(day, oneOf(['260200', '991200'])),
  yyyymmdd: () => oneOf(['20000229', '19991231', '20260101']),
  hhmi: () => time,
  hh: () => padded(23, 2),
  mi: () => padded(59, 2),
  ss: () => padded(59, 2),
  latitude: () => fc.nat(1_800_000_000).map((value) => String(value).padStart(10, '0')),
  longitude: () => fc.bigInt(0n, 3_600_000_000n).map((value) => String(value).padStart(10, '0')),
  zero: () => fc.constant('0'),
  nonzero: (most) =>
    fc.integer({ min: 1, max: 10 ** most - 1 }).map((n) => String(n).padStart(most, '0')),
  nozeroprefix: () => fc.stringMatching(/^(0|[1-9][0-9]{0,11})$/),
  yesno: () => oneOf('01'),
  winding: () => oneOf('019'),
  iso5218: () => oneOf('0129'),
  pieceoftotal: () => oneOf(['0101', '0102', '1299', '9999']),
  posinseqslash: () => oneOf(['1/1', '1/3', '9/9']),
  iso3166: () => oneOf(list.countryNumbers),
  iso3166999: () => fc.oneof(oneOf(list.countryNumbers), fc.constant('999')),
  iso3166alpha2: () => oneOf(list.countryLetters),
  iso4217: () => oneOf(list.currencyNumbers),
  mediatype: () => oneOf(list.mediaTypes),
  packagetype: () => oneOf(list.packageTypes),
  importeridx: () => oneOf(`${characters['Z']}`),
  hyphen: () => fc.constant('-'),
  pcenc: (most) => textOf('X', 1, most).map((found) => found.replaceAll('%', '+')),
  iban: () =>
    joined(oneOf(list.countryLetters), fc.stringMatching(/^[0-9A-Z]{5,28}$/)).map(
      (body) =>
        checkNumbers
          .map((check) => body.slice(0, 2) + check + body.slice(2))
          .find((iban) => isIban(iban)) ?? '',
    ),
  // The parts of one may together be longer than their AI allows.
  couponcode: () => coupon.filter((text) => text.length <= 70),
  couponposoffer: () =>
    joined(oneOf(['0', '1']), oneOf(['0061414', '10061414']), digits(6), fc.constant('0123456')),
  gcppos1: (most) => joined(digits(2), textOf('N', 0, most - 2)),
};

const pairs = [...'23456789ABCDEFGHJKLMNPQRSTUVWXYZ'].flatMap((first, _, all) =>
  all.map((second) => first + second),
);
const checkNumbers = Array.from({ length: 97 }, (_, i) => String(i + 2).padStart(2, '0'));

function textOf(set: string, least: number, most: number): fc.Arbitrary<string> {
  return fc.string({
    unit: fc.constantFrom(...(characters[set] ?? '')),
    minLength: least,
    maxLength: most,
  });
}

function componentOf(component: Component): fc.Arbitrary<string> {
  const [set = '', ...names] = linterNames(component);
  const { least, most } = component;
  const name = names.find((each) => special[each] !== undefined);
  const text = name === undefined ? textOf(set, least, most) : special[name]!(most);
  return component.isOptional ? fc.oneof(fc.constant(''), text) : text;
}

const values = new Map<string, fc.Arbitrary<string>>();

/** Values that an AI allows. To make the generator takes longer than to use it. */
export function valueOf(ai: string): fc.Arbitrary<string> {
  const made = values.get(ai) ?? makeValueOf(ai);
  values.set(ai, made);
  return made;
}

/** A part that may be left out is left out only where nothing follows it. */
function makeValueOf(ai: string): fc.Arbitrary<string> {
  const components = applicationIdentifier(ai)?.components ?? [];
  return fc.tuple(...components.map(componentOf)).map((parts) => {
    const end = parts.findIndex((part, i) => part === '' && components[i]!.isOptional);
    return parts.slice(0, end < 0 ? undefined : end).join('');
  });
}

export const anyAi = fc.constantFrom(...applicationIdentifiers);

export function elementOf(ai: string): fc.Arbitrary<Element> {
  return valueOf(ai).map((value) => [ai, value] as const);
}

/** An element of any AI. */
export const anyElement: fc.Arbitrary<Element> = anyAi.chain(elementOf);

/** The AIs of a message in which each has what it needs; what excludes each other is not kept apart. */
const completeAis: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    fc.array(anyAi, { minLength: 1, maxLength: 3 }),
    fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
  )
  .map(([wanted, choices]) => {
    const ais = new Set<string>(wanted);
    let turn = 0;
    for (const ai of ais) {
      const needs = applicationIdentifier(ai)?.needs ?? [];
      const group =
        needs[(choices[turn++ % choices.length] ?? 0) % Math.max(needs.length, 1)] ?? [];
      for (const need of group) ais.add(need.replace(/^(\d\d)nn$/, '$100'));
    }
    return [...ais];
  });

/** A message of several elements, most of them complete. */
export const anyMessage: fc.Arbitrary<readonly Element[]> = completeAis.chain((ais) =>
  fc.tuple(...ais.map(elementOf)),
);
