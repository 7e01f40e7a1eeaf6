/**
 * Numbers of Chinese resident identity cards (GB 11643), which are never stored. A number counts only
 * with a plausible birth date and the right check character, so that order numbers and the like go through.
 */
const candidates = /(?<!\d)\d{17}[\dX](?![\dX])/g;
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** Whether a text holds such a number, also when it is written in groups or in full-width digits. */
export function holdsResidentId(text: string): boolean {
  const joined = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/(?<=\d)[\s-]+(?=[\dX])/g, '');
  return (joined.match(candidates) ?? []).some(isResidentId);
}

function isResidentId(number: string): boolean {
  return (
    /^[1-8]/.test(number) && isBirthDate(number.slice(6, 14)) && checkOf(number) === number[17]
  );
}

function isBirthDate(digits: string): boolean {
  return /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits);
}

function checkOf(number: string): string | undefined {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return checkCharacters[sum % 11];
}
