import { SaxesParser, type SaxesTagNS } from 'saxes';
import { XmlBounds } from './xml-bounds.js';

/** An element with its names resolved. Comments and processing instructions are gone. */
export interface XmlElement {
  readonly parent: XmlElement | undefined;
  readonly prefix: string;
  /** Without its prefix. */
  readonly name: string;
  /** Empty where it has none. */
  readonly namespace: string;
  /** Without declarations of namespaces. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlElement[];
  /** Its text as pieces: children stand between them, CDATA and comments do not. */
  readonly texts: string[];
  /** The namespaces that are declared on it, by prefix. */
  readonly declared: Readonly<Record<string, string>>;
}

export interface XmlAttribute {
  readonly prefix: string;
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

/** Why a text is no XML that we read: it is not well-formed, or makes use of what we refuse. */
export class XmlRefusal extends Error {}

/** Characters that are read at once: a millisecond or two of work. */
const stepLength = 16_384;

/** What a DOCTYPE may be: the name of an element, which says nothing. With more it could declare entities, or name a file. */
const bareDoctype = /^\s+[\p{L}_][\p{L}\p{N}_.:-]*\s*$/u;

/**
 * Reads a whole document, a part of it a step. Refused outright: a DOCTYPE that is more than a name, and with it every entity that is not XML's
 * own; nesting beyond the bound; a version or an encoding other than the ones of the text itself. The caller bounds its length.
 */
export function* xmlParsing(text: string): Generator<undefined, XmlElement> {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const tree = new TreeBuilder();
  const refuse = (detail: string): never => {
    throw new XmlRefusal(`${detail} (line ${parser.line}, column ${parser.column})`);
  };
  const bounds = new XmlBounds(refuse);
  parser.on('error', (error) => {
    refuse(`is not well-formed XML: ${error.message.replace(/^[\d:]+ |\.$/g, '')}`);
  });
  parser.on('doctype', (declared) => {
    if (!bareDoctype.test(declared)) {
      refuse(
        'has a DOCTYPE that is more than a name; nothing is declared or fetched here, so leave it out',
      );
    }
  });
  parser.on('xmldecl', ({ version = '1.0', encoding = 'UTF-8' }) => {
    if (version !== '1.0') refuse('must be XML 1.0');
    if (encoding.toUpperCase() !== 'UTF-8') refuse('must be in UTF-8, and say so or say nothing');
  });
  parser.on('attribute', ({ name, value }) => bounds.attribute(name, value));
  parser.on('opentag', (tag) => {
    bounds.element(tag.name, tree.depth);
    tree.open(tag);
  });
  parser.on('closetag', () => tree.close());
  parser.on('text', (piece) => tree.addText(piece));
  parser.on('cdata', (piece) => tree.addText(piece));
  for (let at = 0; at < text.length; at += stepLength) {
    parser.write(text.slice(at, at + stepLength));
    yield;
  }
  parser.close();
  return tree.root ?? refuse('has no element');
}

class TreeBuilder {
  root: XmlElement | undefined;
  depth = 0;
  private current: XmlElement | undefined;
  /** Whether the next piece of text goes on with the last one of the current element. */
  private isTextOpen = false;

  open(tag: SaxesTagNS): void {
    const element: XmlElement = {
      parent: this.current,
      prefix: tag.prefix,
      name: tag.local,
      namespace: tag.uri,
      attributes: attributesOf(tag),
      children: [],
      texts: [],
      declared: Object.keys(tag.ns).length === 0 ? noneDeclared : tag.ns,
    };
    this.current?.children.push(element);
    this.root ??= element;
    this.current = element;
    this.depth += 1;
    this.isTextOpen = false;
  }

  close(): void {
    this.current = this.current?.parent;
    this.depth -= 1;
    this.isTextOpen = false;
  }

  addText(piece: string): void {
    const texts = this.current?.texts;
    // White space around the root belongs to nothing.
    if (texts === undefined || piece === '') return;
    if (this.isTextOpen) texts.push(`${texts.pop() ?? ''}${piece}`);
    else texts.push(piece);
    this.isTextOpen = true;
  }
}

/** Most elements have neither; what stands for nothing is shared, for a document has many of them. */
const noneDeclared: Readonly<Record<string, string>> = {};
const noAttributes: readonly XmlAttribute[] = [];

function attributesOf({ attributes }: SaxesTagNS): readonly XmlAttribute[] {
  const all = Object.values(attributes);
  if (all.length === 0) return noAttributes;
  return all
    .filter(({ uri }) => uri !== 'http://www.w3.org/2000/xmlns/')
    .map(({ prefix, local, uri, value }) => ({ prefix, name: local, namespace: uri, value }));
}

/** The namespace that a prefix stands for at an element. */
export function namespaceAt(element: XmlElement, prefix: string): string | undefined {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    if (Object.hasOwn(at.declared, prefix)) return at.declared[prefix];
  }
  return undefined;
}
