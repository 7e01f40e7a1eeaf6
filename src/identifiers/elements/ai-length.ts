/** How long an AI and its value are, by its first two digits: what splits a symbol's content, even of AIs assigned later. */

/** The length of the AI that a text starts with; 0 when none is assigned to its first two digits. */
export function aiLength(start: string): number {
  const prefix = start.slice(0, 2);
  if (/^(0[0-3]|1[0-35-7]|2[0-2]|30|37|9\d)$/.test(prefix)) return 2;
  if (/^(2[345]|4[012]|71)$/.test(prefix)) return 3;
  if (/^(3[1-69]|43|7[02]|8[012])$/.test(prefix)) return 4;
  return 0;
}

/**
 * The length of the values that end without a separator, by the first two digits of the AI. The list is
 * closed: GS1 never adds to it, so that old scanners can split new AIs.
 */
export function predefinedLength(ai: string): number | undefined {
  return predefined.get(ai.slice(0, 2));
}

const predefined: ReadonlyMap<string, number> = new Map([
  ['00', 18],
  ...numbered(14, ['01', '02', '03']),
  ['04', 16],
  ...numbered(6, ['11', '12', '13', '14', '15', '16', '17', '18', '19']),
  ['20', 2],
  ...numbered(6, ['31', '32', '33', '34', '35', '36']),
  ['41', 13],
]);

function numbered(
  length: number,
  prefixes: readonly string[],
): readonly (readonly [string, number])[] {
  return prefixes.map((prefix) => [prefix, length]);
}
