/** Where text stops being JSON (RFC 8259), as people count: from line 1 and column 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** The character found there; undefined at the end of the text. */
  readonly found: string | undefined;
}

/** The place of the fault in text that the parser refused; the parser's own message often names none. */
export function findJsonFault(text: string): JsonFault {
  const at = new Scanner(text).faultOffset();
  const before = text.slice(0, at);
  const codePoint = text.codePointAt(at);
  return {
    line: before.split('\n').length,
    column: at - before.lastIndexOf('\n'),
    found: codePoint === undefined ? undefined : String.fromCodePoint(codePoint),
  };
}

type Expected = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end';

const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const insideString = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})|["\\\u0000-\u001f]/g;

/** The grammar as states over a stack of open brackets: no nesting is too deep and no string too long for it. */
class Scanner {
  private readonly open: string[] = [];
  private expected: Expected = 'value';
  private at = 0;

  constructor(private readonly text: string) {}

  faultOffset(): number {
    do {
      this.skip(/[ \t\n\r]*/y);
    } while (this.take(this.text[this.at]));
    return this.at;
  }

  /** Whether the token fits and the text may go on behind it. */
  private take(next: string | undefined): boolean {
    if (next === undefined) return false;
    if (next === this.open.at(-1) && this.expected.endsWith('or end')) return this.close();
    switch (this.expected) {
      case 'comma or end':
        return next === ',' && this.step(this.open.at(-1) === '}' ? 'name' : 'value');
      case 'colon':
        return next === ':' && this.step('value');
      case 'name':
      case 'name or end':
        if (next !== '"' || !this.skipString()) return false;
        this.expected = 'colon';
        return true;
      default:
        return this.takeValue(next);
    }
  }

  private takeValue(next: string): boolean {
    if (next === '[' || next === '{') {
      this.open.push(next === '[' ? ']' : '}');
      return this.step(next === '[' ? 'value or end' : 'name or end');
    }
    return (next === '"' ? this.skipString() : this.skip(scalar)) && this.afterValue();
  }

  private close(): boolean {
    this.open.pop();
    this.at += 1;
    return this.afterValue();
  }

  /** Behind the outermost value only white space may follow. */
  private afterValue(): boolean {
    this.expected = 'comma or end';
    if (this.open.length > 0) return true;
    this.skip(/[ \t\n\r]*/y);
    return false;
  }

  private step(expected: Expected): true {
    this.expected = expected;
    this.at += 1;
    return true;
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.test(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  private skipString(): boolean {
    insideString.lastIndex = this.at + 1;
    for (;;) {
      const mark = insideString.exec(this.text);
      if (mark === null) this.at = this.text.length;
      else if (mark[0] === '"') this.at = insideString.lastIndex;
      else if (mark[0].length === 1) this.at = mark.index;
      else continue;
      return mark?.[0] === '"';
    }
  }
}
