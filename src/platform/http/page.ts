import type { Response } from 'express';
import { faultyRequest, isUuid, Problem } from '../../kernel/index.js';

/** A list as the API gives it; the next page is in the `Link` header. */
export interface Page<View> {
  readonly items: readonly View[];
}

/** Position after an entry, as text that promises nothing about its form. */
export function cursorOf(position: readonly string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The position a cursor stands for; `parts` is how many texts it holds. */
export function positionOf(cursor: string | undefined, parts = 1): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(position) && position.length === parts && position.every(isText)) {
      return position as string[];
    }
  } catch {
    // Not JSON: no cursor of ours, refused below.
  }
  throw foreignCursor();
}

/** The id of the last entry of the page before, from the cursor of a list that is ordered by id. */
export function idPosition(cursor: string | undefined): string | undefined {
  const id = positionOf(cursor)?.[0];
  if (id === undefined || isUuid(id)) return id;
  throw foreignCursor();
}

/** Where the page after an entry begins in a list that is ordered by time. */
export interface TimePosition {
  /** As `toISOString` writes it. */
  readonly at: string;
  readonly ref: string;
}

/** The position a cursor of a list by time stands for. */
export function timePosition(cursor: string | undefined): TimePosition | undefined {
  const position = positionOf(cursor, 2);
  if (position === undefined) return undefined;
  const [at = '', ref = ''] = position;
  if (isWrittenTime(at) && isUuid(ref)) return { at, ref };
  throw foreignCursor();
}

/** `Date` reads far more than PostgreSQL does ("1" is a year), so only what we write ourselves is let through. */
function isWrittenTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text && time.getUTCFullYear() > 0;
}

/** The refusal of a text that no page of this list gave. */
export function foreignCursor(): Problem {
  const detail = 'is not a cursor of this list; take it from the Link header of the page before';
  return faultyRequest([{ pointer: '/cursor', detail }]);
}

interface PageShape<Row, View> {
  /** Where the page after an entry begins. */
  readonly positionAfter: (row: Row) => readonly string[];
  readonly view: (row: Row) => View;
}

/** Cuts a page out of `limit + 1` rows and links to the next one if there is more. */
export function pageOf<Row, View>(
  response: Response,
  rows: readonly Row[],
  { limit, ...shape }: PageShape<Row, View> & { readonly limit: number },
): Page<View> {
  const cut = { rows: rows.slice(0, limit), isLast: rows.length <= limit };
  return cutPageOf(response, cut, shape);
}

/** As `pageOf`, of a page that ends where its rows do. */
export function cutPageOf<Row, View>(
  response: Response,
  { rows, isLast }: { readonly rows: readonly Row[]; readonly isLast: boolean },
  { positionAfter, view }: PageShape<Row, View>,
): Page<View> {
  const last = rows.at(-1);
  if (!isLast && last !== undefined) {
    const url = new URL(response.req.originalUrl, 'http://self');
    url.searchParams.set('cursor', cursorOf(positionAfter(last)));
    response.setHeader('Link', `<${url.pathname}${url.search}>; rel="next"`);
  }
  return { items: rows.map(view) };
}

/** Some lists are ordered by URIs, which are no longer than this. */
const positionLengthMax = 2048;

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= positionLengthMax;
}
