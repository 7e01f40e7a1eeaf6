/** Seconds after each failed try until the next: the schedule that Standard Webhooks advises, 75 h 35 min in all. */
const waitsSeconds: readonly number[] = [
  ...[5, 300, 1_800, 7_200, 18_000],
  ...[36_000, 50_400, 72_000, 86_400],
];

/** Tries of one message before it is given up. */
export const triesMax = waitsSeconds.length + 1;

/** A message is given up at this age, too, when its destination failed all the time and it was rarely its turn. */
export const waitingHoursMax = 96;

/** How long a destination rests after a failure, doubled with each further one. */
export const restSecondsMax = 60;

/** So many that failed together would come back together: each waits up to a fifth longer, by its own chance. */
const jitter = 0.2;

/**
 * Milliseconds until a message is tried again after so many tries; undefined where it is given up.
 *
 * @param chance from 0 to 1
 */
export function retryWait(tries: number, chance: number): number | undefined {
  const seconds = waitsSeconds[tries - 1];
  return seconds === undefined ? undefined : Math.round(seconds * 1_000 * (1 + jitter * chance));
}

/** Milliseconds that a destination is left alone after so many failures in a row. */
export function restAfter(failures: number, chance: number): number {
  const seconds = Math.min(2 ** (failures - 1), restSecondsMax);
  return Math.round(seconds * 1_000 * (1 + jitter * chance));
}
