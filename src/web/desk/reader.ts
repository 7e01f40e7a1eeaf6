import type { Request, Response } from 'express';
import { isUuid } from '../../kernel/index.js';
import type { KnownSender } from '../../platform/index.js';
import { cookieOf } from '../cookies.js';
import { pageHeaders } from '../design/document.js';
import { fallbackLanguage, readingCookieName, readReading, type Reading } from '../reading.js';

/** A request for a page, and where the page goes. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

/** How whoever sent this request wishes to read. */
export function readerOf(request: Request): Reading {
  const query = new URLSearchParams(request.originalUrl.split('?')[1] ?? '');
  const cookie = cookieOf(request.headers.cookie, readingCookieName);
  const acceptLanguage = request.headers['accept-language'];
  return readReading({ query, cookie, acceptLanguage }, fallbackLanguage);
}

/** The fields of a form that was sent; none for a body that was no form. */
export function fieldsOf(request: Request): URLSearchParams {
  const body: unknown = request.body;
  return body instanceof URLSearchParams ? body : new URLSearchParams();
}

/** Headers of pages for firms: never kept by anyone, and their forms name the page they come from. */
export function deskHeaders(reading: Reading): Readonly<Record<string, string>> {
  return {
    ...pageHeaders(reading),
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}

/** A page that goes on to the address by itself: a form may not be answered with a redirect off this host. */
export function sendOnward(response: Response, reading: Reading, address: string, html: string) {
  response.setHeader('Refresh', `0; url=${address}`);
  sendPage(response, reading, html);
}

export function sendPage(response: Response, reading: Reading, html: string, status = 200): void {
  response.status(status).set(deskHeaders(reading)).send(html);
}

/** Whoever the page before ended with; what is no id of ours begins anew. */
export function beforeOf(request: Request): string | undefined {
  const before = new URLSearchParams(request.originalUrl.split('?')[1]).get('before') ?? '';
  return isUuid(before) ? before : undefined;
}

/** A page of rows where one more than it holds was asked for, and the path of the next one. */
export function firstOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  most: number,
  path: string,
): { readonly shown: readonly Row[]; readonly older: string | undefined } {
  const shown = rows.slice(0, most);
  const last = rows.length > most ? shown.at(-1) : undefined;
  return { shown, older: last && `${path}?before=${last.id}` };
}

/** What a form has made, for the audit: the address of the page does not say it. */
export function noteMade(request: KnownSender, id: string): void {
  request.made = id;
}
