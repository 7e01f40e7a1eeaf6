import { larger, smaller, type Amount } from '../../kernel/index.js';

/** At least and at most this much, as far as the books force it. */
export interface Range {
  readonly least: Amount;
  readonly most: Amount;
}

/**
 * A quantity of goods with what is suspect in it. `suspect` counts these goods; `dose` counts, in their
 * own unit, the traced goods that went into them. Interval arithmetic keeps both true bounds, never a
 * guess; they get wider where several lumps share a bound, which is safe.
 */
export interface Lump {
  readonly amount: Amount;
  readonly suspect: Range;
  readonly dose: Range;
  /** How much more dose than goods a part may hold, from what was lost in making; null: no common unit. */
  readonly slack: Amount | null;
  /** Records force that some of it is suspect. */
  readonly isSure: boolean;
  /** False once an amount on the way was not recorded: then `most` is no ceiling. */
  readonly isMeasured: boolean;
  /** It came out of a mixture: another name given to it later does not make it other goods. */
  readonly isMixed: boolean;
}

const nothing: Range = { least: 0n, most: 0n };

export function clean(amount: Amount): Lump {
  const flags = { isSure: false, isMeasured: true, isMixed: false };
  return { amount, suspect: nothing, dose: nothing, slack: 0n, ...flags };
}

/** This much, of which nothing is known. */
export function maybe(amount: Amount): Lump {
  const all = { least: 0n, most: amount };
  return { ...clean(amount), suspect: all, dose: all, slack: null };
}

/** Whether anything of it may be suspect. */
export function isSuspect({ suspect, isSure, isMeasured }: Lump): boolean {
  return isSure || !isMeasured || suspect.most > 0n;
}

/** What is known of some of a lump: the rest may have as much of the suspect goods as it can hold. */
export function share(lump: Lump, amount: Amount): Lump {
  const { suspect, dose, slack } = lump;
  const left = larger(lump.amount - amount, 0n);
  const least = larger(suspect.least - left, 0n);
  const most = smaller(suspect.most, amount);
  const isWhole = left === 0n;
  return {
    ...lump,
    amount,
    suspect: { least, most },
    dose: ordered({
      least: isWhole ? dose.least : slack === null ? 0n : larger(dose.least - left, 0n),
      most: slack === null ? dose.most : smaller(dose.most, most + slack),
    }),
    isSure: lump.isSure && (isWhole || least > 0n || suspect.least === lump.amount),
  };
}

/** Out of a tank: every part holds the same proportion. */
export function shareOfMixture(lump: Lump, amount: Amount): Lump {
  if (lump.amount === 0n) return { ...lump, amount };
  const part = ({ least, most }: Range): Range => ({
    least: (least * amount) / lump.amount,
    most: (most * amount + lump.amount - 1n) / lump.amount,
  });
  return { ...lump, amount, suspect: part(lump.suspect), dose: part(lump.dose) };
}

/** What stays behind once `taken` is gone. */
export function without(lump: Lump, taken: Lump): Lump {
  const amount = larger(lump.amount - taken.amount, 0n);
  const less = (whole: Range, part: Range): Range => ({
    least: larger(whole.least - part.most, 0n),
    most: larger(whole.most - part.least, 0n),
  });
  const rest = less(lump.suspect, taken.suspect);
  const suspect = { least: smaller(rest.least, amount), most: smaller(rest.most, amount) };
  const isSure = lump.isSure && suspect.least > 0n;
  return { ...lump, amount, suspect, dose: ordered(less(lump.dose, taken.dose)), isSure };
}

/** Where the books let out more than they took in, bounds may cross: then the least is not known to be that much. */
function ordered({ least, most }: Range): Range {
  return { least: smaller(least, most), most };
}

export function join(a: Lump, b: Lump): Lump {
  return {
    amount: a.amount + b.amount,
    suspect: plus(a.suspect, b.suspect),
    dose: plus(a.dose, b.dose),
    slack: a.slack === null || b.slack === null ? null : a.slack + b.slack,
    isSure: a.isSure || b.isSure,
    isMeasured: a.isMeasured && b.isMeasured,
    isMixed: a.isMixed || b.isMixed,
  };
}

export function joinAll(lumps: readonly Lump[]): Lump {
  return lumps.reduce(join, clean(0n));
}

/** The same goods where a link to them is in doubt: maybe suspect, maybe not at all. */
export function inDoubt(lump: Lump): Lump {
  const { suspect, dose } = lump;
  return {
    ...lump,
    suspect: { ...suspect, least: 0n },
    dose: { ...dose, least: 0n },
    isSure: false,
  };
}

/** Of a guess only its bounds are known. */
export function guessed(
  lump: Lump,
  flow: { readonly amount: Amount; readonly least: Amount; readonly most: Amount },
): Lump {
  const least = share(lump, smaller(flow.least, lump.amount));
  const isSure = least.isSure && flow.least > 0n;
  const suspectLeast = isSure ? least.suspect.least : 0n;
  const doseLeast = isSure ? least.dose.least : 0n;
  const most = lump.suspect.most + (flow.most - flow.amount);
  return {
    ...lump,
    suspect: { least: suspectLeast, most },
    dose: { least: doseLeast, most: lump.dose.most + (flow.most - flow.amount) },
    isSure,
  };
}

/** So much of a lump came under a hazard of its place, for certain or maybe: what it is called later clears it of nothing. */
export function exposed(lump: Lump, amount: Amount, isSure: boolean): Lump {
  const { suspect } = lump;
  return {
    ...lump,
    suspect: {
      least: isSure ? larger(suspect.least, amount) : suspect.least,
      most: smaller(suspect.most + amount, larger(lump.amount, amount)),
    },
    slack: null,
    isSure: lump.isSure || isSure,
    // Where no amount was recorded, nothing says that it was none.
    isMeasured: lump.isMeasured && amount > 0n,
    isMixed: true,
  };
}

/** Whether two lumps say the same of their suspect goods. */
export function isSameLump(a: Lump, b: Lump): boolean {
  const figures = ({ suspect, dose, slack, isSure, isMeasured }: Lump) =>
    [suspect.least, suspect.most, dose.least, dose.most, slack, isSure, isMeasured].join();
  return figures(a) === figures(b);
}

function plus(a: Range, b: Range): Range {
  return { least: a.least + b.least, most: a.most + b.most };
}
