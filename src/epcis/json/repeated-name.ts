import { pointerTo } from '../../kernel/index.js';

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d] as const;

/** Characters looked at in one step. */
const stepLength = 50_000;

/** An object or list whose end has not come, and the member or entry of it that is being read. */
interface Open {
  readonly names: Set<string> | undefined;
  at: string | number;
}

/**
 * The pointer to the first member that one object of a JSON text names twice, or undefined. Parsing keeps the last of the
 * two, so the other would be lost without a word. The text has been parsed, so it is JSON. Linear in its length, and as deep
 * as it is.
 */
export function* repeatedNameReading(json: string): Generator<undefined, string | undefined> {
  const open: Open[] = [];
  let isName = false;
  let rest = stepLength;
  for (let i = 0; i < json.length; i += 1) {
    if (i > rest) {
      rest = i + stepLength;
      yield;
    }
    const code = json.charCodeAt(i);
    const inner = open.at(-1);
    if (code === quote) {
      const end = endOfString(json, i);
      if (isName && inner?.names !== undefined) {
        inner.at = nameIn(json.slice(i, end + 1));
        if (inner.names.has(inner.at)) return pointerOf(open);
        inner.names.add(inner.at);
        isName = false;
      }
      i = end;
    } else if (code === comma && inner !== undefined) {
      if (inner.names !== undefined) isName = true;
      else inner.at = Number(inner.at) + 1;
    } else if (code === openObject) {
      open.push({ names: new Set(), at: '' });
      isName = true;
    } else if (code === openList) open.push({ names: undefined, at: 0 });
    else if (code === closeObject || code === closeList) {
      open.pop();
      isName = false;
    }
  }
  return undefined;
}

/** Two names may be written in two ways and be one: `"a"` and `"\\u0061"`. */
function nameIn(literal: string): string {
  return literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
}

function pointerOf(open: readonly Open[]): string {
  return open.reduce((pointer, { at }) => pointerTo(pointer, at), '');
}

/** The place of the quotation mark that ends the string which begins at `start`. */
export function endOfString(json: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    at = json.indexOf('"', at);
    if (at === -1) return json.length;
    let first = at;
    while (json.charCodeAt(first - 1) === backslash) first -= 1;
    if ((at - first) % 2 === 0) return at;
  }
}
