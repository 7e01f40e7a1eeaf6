/** How much of the country a regulator oversees, from all of it down. */
export const levels = ['national', 'province', 'prefecture', 'county'] as const;
export type Level = (typeof levels)[number];

/** A division and how far down it is, as people name them. */
export interface Jurisdiction {
  /** GB/T 2260: six digits, in pairs for province, prefecture and county; 000000 is the whole country. */
  readonly division: string;
  readonly level: Level;
}

/** How divisions within this one begin: pairs of zeros at the end of a code name nothing. */
export function overseenFrom(division: string): string {
  const pairs = division.match(/../g) ?? [];
  return pairs.slice(0, pairs.findLastIndex((pair) => pair !== '00') + 1).join('');
}

/** What somebody oversees, by how the divisions begin that they do. */
export function jurisdictionOf(oversees: string): Jurisdiction {
  return {
    division: oversees.padEnd(6, '0'),
    level: levels[oversees.length / 2] ?? 'county',
  };
}
