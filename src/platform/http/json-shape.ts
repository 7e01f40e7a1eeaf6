const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d] as const;

interface Bounds {
  /** Objects and lists inside each other. */
  readonly depthMax: number;
  /** Values of any kind, objects and lists among them. */
  readonly partsMax: number;
}

/**
 * Where JSON text first goes beyond a bound, and which; undefined where it does not. It looks at bytes before anything is
 * parsed: much that later walks a parsed body does so by recursion, and a million values take a second to parse and many
 * times their bytes to hold.
 */
export function beyondBounds(
  json: Buffer,
  { depthMax, partsMax }: Bounds,
): { readonly bound: 'depth' | 'parts'; readonly at: number } | undefined {
  let depth = 0;
  // Each value that is not the last of its list or object has a comma behind it, each last one a bracket.
  let parts = 1;
  let last = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte <= space) continue;
    if (byte === quote) at = endOfString(json, at);
    else if (isOpening(byte)) {
      depth += 1;
      if (depth > depthMax) return { bound: 'depth', at };
    } else if (byte === closeList || byte === closeObject) {
      depth -= 1;
      if (!isOpening(last)) parts += 1;
    } else if (byte === comma) parts += 1;
    if (parts > partsMax) return { bound: 'parts', at };
    last = byte;
  }
  return undefined;
}

function isOpening(byte: number): boolean {
  return byte === openList || byte === openObject;
}

/** Offset of the closing quote; of the end of the text where there is none, which is the parser's business. */
function endOfString(json: Buffer, start: number): number {
  for (let at = start + 1; ; at += 1) {
    at = json.indexOf(quote, at);
    if (at === -1) return json.length;
    let first = at;
    while (json[first - 1] === backslash) first -= 1;
    if ((at - first) % 2 === 0) return at;
  }
}
