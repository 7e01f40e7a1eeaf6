/** Linters of dates and times. */

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * YYMMDD. The century is that of the year nearest to today (GS1 General Specifications, 7.12), and so from 1950 to 2099 a year is
 * a leap year when its two digits divide by four: no clock is asked.
 */
export const isDate = (text: string): boolean => !text.endsWith('00') && isDateOrMonth(text);

/** YYMMDD, where the day 00 means the month's last. */
export function isDateOrMonth(text: string): boolean {
  if (!/^[0-9]{6}$/.test(text)) return false;
  return isDayOf(Number(text.slice(0, 2)), text.slice(2, 4), text.slice(4));
}

/** YYYYMMDD. */
export function isLongDate(text: string): boolean {
  if (!/^[0-9]{8}$/.test(text) || text.endsWith('00')) return false;
  const year = Number(text.slice(0, 4));
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return isDayOf(isLeap ? 0 : 1, text.slice(4, 6), text.slice(6));
}

function isDayOf(year: number, month: string, day: string): boolean {
  const days = daysInMonth[Number(month) - 1];
  if (days === undefined) return false;
  return Number(day) <= (month === '02' && year % 4 === 0 ? 29 : days);
}

export const isHour = (text: string): boolean => /^(?:[01][0-9]|2[0-3])$/.test(text);
export const isMinute = (text: string): boolean => /^[0-5][0-9]$/.test(text);
export const isSecond = isMinute;
/** HHMM. */
export const isHourAndMinute = (text: string): boolean =>
  text.length === 4 && isHour(text.slice(0, 2)) && isMinute(text.slice(2));
