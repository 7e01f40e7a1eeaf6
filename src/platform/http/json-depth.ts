const quote = 0x22;
const backslash = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/**
 * The offset at which JSON text goes deeper than `depthMax`; undefined where it does not. It looks at bytes
 * before anything is parsed, since much that later walks a parsed body does so by recursion.
 */
export function tooDeepAt(json: Buffer, depthMax: number): number | undefined {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === quote) at = endOfString(json, at);
    else if (opening.has(byte)) {
      depth += 1;
      if (depth > depthMax) return at;
    } else if (closing.has(byte)) depth -= 1;
  }
  return undefined;
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
