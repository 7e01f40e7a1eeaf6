/** An element to be written: its name with prefix, its attributes, and its text or its children. */
export interface Markup {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly children?: readonly Markup[];
  /** Children that are written already; they come before the others. */
  readonly written?: string;
}

/** Characters that XML 1.0 has no way to write. */
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

export function isWritable(text: string): boolean {
  return text.search(unwritable) < 0;
}

/** A whole document, without white space that could be taken for text. */
export function xmlText(root: Markup): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root)}\n`;
}

export function elementText(element: Markup): string {
  const { name, attributes = {}, text = '', written = '', children = [] } = element;
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inner = escaped(text) + written + children.map(elementText).join('');
  return inner === ''
    ? `<${name}${said.join('')}/>`
    : `<${name}${said.join('')}>${inner}</${name}>`;
}

/** White space other than blanks is spelled out, since parsers change it in attributes, and carriage returns everywhere. */
function escaped(text: string): string {
  return text
    .replace(unwritable, '\uFFFD')
    .replace(/[&<>"\t\n\r]/g, (character) => escapes[character] ?? character);
}

const escapes: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' },
  ...{ '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' },
};
