import { DateTime } from 'luxon';

/** The pack of what is asked of food, its records and its recalls. */
export const foodPack = 'cn-food';

/** The whole of its market, and that of every other pack that we have, goes by one clock. */
const zone = 'Asia/Shanghai';

/** The hour of the day at the place of the market, of such a moment, from 0 to 23. */
export function hourOf(moment: number): number {
  return DateTime.fromMillis(moment, { zone }).hour;
}

/** The day (`YYYY-MM-DD`) at the place of the market, of a moment in milliseconds since 1970. */
export function dayOf(moment: number): string {
  return DateTime.fromMillis(moment, { zone }).toISODate() ?? '';
}

/** The last moment of a day (`YYYY-MM-DD`) at the place of the market. */
export function endOf(day: string): Date {
  return DateTime.fromISO(day, { zone }).endOf('day').toJSDate();
}
