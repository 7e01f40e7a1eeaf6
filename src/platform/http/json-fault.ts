/** Where text stops being JSON (RFC 8259), as people count: from line 1 and column 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** The character found there; undefined at the end of the text. */
  readonly found: string | undefined;
}

/** Looks for the place of the fault in text that the parser refused; its own message often names none. */
export function findJsonFault(text: string): JsonFault {
  const at = faultOffset(text);
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return {
    line,
    column: at - (before.lastIndexOf('\n') + 1) + 1,
    found: at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : undefined,
  };
}

const space = /[ \t\n\r]*/y;
const scalar =
  /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

type Expected = 'value' | 'first value' | 'name' | 'first name' | 'colon' | 'more' | 'end';

/** The grammar as a table of states over a stack of open brackets, so that no nesting is too deep for it. */
function faultOffset(text: string): number {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [token] = pattern.exec(text) ?? [];
    at += token?.length ?? 0;
    return token;
  };
  const close = (): void => {
    open.pop();
    expected = open.length === 0 ? 'end' : 'more';
    at += 1;
  };
  for (;;) {
    take(space);
    const next = text[at];
    if (next === undefined || expected === 'end') return at;
    const inside = open.at(-1);
    if (next === ']' && inside === '[' && (expected === 'first value' || expected === 'more')) {
      close();
    } else if (next === '}' && inside === '{' && /^(first name|more)$/.test(expected)) {
      close();
    } else if (expected === 'more') {
      if (next !== ',') return at;
      expected = inside === '{' ? 'name' : 'value';
      at += 1;
    } else if (expected === 'colon') {
      if (next !== ':') return at;
      expected = 'value';
      at += 1;
    } else if (expected === 'name' || expected === 'first name') {
      if (next !== '"' || take(scalar) === undefined) return at;
      expected = 'colon';
    } else if (next === '[' || next === '{') {
      open.push(next);
      expected = next === '[' ? 'first value' : 'first name';
      at += 1;
    } else {
      if (take(scalar) === undefined) return at;
      expected = open.length === 0 ? 'end' : 'more';
    }
  }
}
