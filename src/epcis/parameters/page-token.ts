import { createHash } from 'node:crypto';
import { canonicalJson, isStorable, ValueFault } from '../../kernel/index.js';

/**
 * Hours for which the token of a page holds. It says where the page begins, and nothing of it is kept here, so it could hold
 * for ever; but then every later release would have to read those of all earlier ones.
 */
export const tokenHours = 24;

/** A position, and when it ends in seconds since 1970. Whoever writes another time there gains no right by it. */
const shape = /^([\w-]+)\.([\da-z]{1,9})$/;

/** The token of a page that begins at a position, written as `cursorOf` does. */
export function tokenOf(position: string, end: number): string {
  return `${position}.${end.toString(36)}`;
}

/** When a token ends, in seconds since 1970; undefined where it is none. */
export function endOf(token: string): number | undefined {
  const [, , end] = shape.exec(token) ?? [];
  return end === undefined ? undefined : parseInt(end, 36);
}

/** The texts of the position in a token. */
export function positionIn(token: string): readonly string[] {
  const [, position = ''] = shape.exec(token) ?? [];
  const texts = textsIn(Buffer.from(position, 'base64url').toString());
  if (texts === undefined) throw foreignToken();
  return texts;
}

/** The same of a token that goes on with one query and with no other: its first text is the mark of it. */
export function positionOfQuery(token: string, mark: string): readonly string[] {
  const [of, ...position] = positionIn(token);
  if (of === mark) return position;
  throw new ValueFault('is of another query; repeat all parameters as the page before had them');
}

/** The refusal of what no page of the list gave. */
export function foreignToken(): ValueFault {
  return new ValueFault(
    'is not a token of this list; take it from the Link header of the page before',
  );
}

/** The parameters that say how much is told at a time, which is no part of what is asked. */
export const ofPages: ReadonlySet<string> = new Set(['nextPageToken', 'perPage']);

/** Tells queries apart: equal for the same parameters, in whatever order they stand. */
export function queryMark(parameters: Readonly<Record<string, unknown>>): string {
  const asked = Object.entries(parameters).filter(([name]) => !ofPages.has(name));
  const text = canonicalJson(Object.fromEntries(asked));
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function textsIn(json: string): readonly string[] | undefined {
  try {
    const texts: unknown = JSON.parse(json);
    const isText = (text: unknown) => typeof text === 'string' && isStorable(text);
    return Array.isArray(texts) && texts.every(isText) ? (texts as string[]) : undefined;
  } catch {
    return undefined;
  }
}
