import type { PageForReader, ReaderRequest } from '../../lookup/index.js';
import { cookieOf } from '../cookies.js';
import { pageHeaders } from '../design/document.js';
import {
  fallbackLanguage,
  readingCookie,
  readingCookieName,
  readingLink,
  readReading,
} from '../reading.js';
import { consumerPage } from './consumer-page.js';
import { choicePage } from './further-pages.js';

const yearSeconds = 365 * 24 * 3600;

/** How the consumer's page is drawn for whoever sent this request. A choice made in the address is remembered. */
export function pageForReader({ query, cookies, acceptLanguage }: ReaderRequest): PageForReader {
  const cookie = cookieOf(cookies, readingCookieName);
  const reading = readReading({ query, cookie, acceptLanguage }, fallbackLanguage);
  const isChosen = ['lang', 'text', 'theme'].some((name) => query.has(name));
  const remember = `${readingCookieName}=${readingCookie(reading)}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`;
  return {
    name: readingLink(reading, {}),
    headers: { ...pageHeaders(reading), ...(isChosen && { 'Set-Cookie': remember }) },
    draw: (passport, now) => consumerPage(passport, reading, now),
    drawChoice: (pages) => choicePage(pages, reading),
  };
}
