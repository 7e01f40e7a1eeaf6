import { ValueFault } from '../kernel/index.js';

export const hrefLengthMax = 2000;

/**
 * The address that a link leads to, as it goes out in a header. Only over HTTPS, so that what a label leads to is not
 * changed on the way, and without credentials, which everybody would read.
 */
export function parseHref(text: string): string {
  const url = urlOf(text);
  if (url?.protocol !== 'https:') {
    throw new ValueFault('must be an address that begins with https://');
  }
  if (url.username !== '' || url.password !== '') {
    throw new ValueFault('must not hold a user name or password: everybody reads it');
  }
  if (url.href.length > hrefLengthMax) {
    throw new ValueFault(`must have at most ${hrefLengthMax} characters`);
  }
  return url.href;
}

function urlOf(text: string): URL | undefined {
  if (text.length > hrefLengthMax || /[\s\p{C}]/u.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text) : undefined;
}
