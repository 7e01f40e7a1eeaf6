import type { Extensions } from '../../events/index.js';
import { isWritable, type Json, type Markup } from '../../kernel/index.js';
import { depthMax } from '../json/json-bounds.js';
import { isObject } from '../json/json-reader.js';
import { jsonLdKeywords, jsonMark, memberElement, membersMark, nameMark } from './furrow-markup.js';
import type { WrittenNames } from './written-names.js';

/** Room for what stands around an event. Deeper members are written as JSON, so that the text can be read back. */
const nestedMax = depthMax - 16;

/** The extensions of an element of EPCIS as elements, the way that `readExtensions` reads them. */
export function extensionElements(
  extensions: Extensions | undefined,
  names: WrittenNames,
  nested = 0,
): readonly Markup[] {
  return Object.entries(extensions ?? {}).flatMap(([name, value]) =>
    elementsOf(name, value, names, nested),
  );
}

/** Extensions where EPCIS has room for attributes only: texts as such, all others together as JSON. */
export function extensionAttributes(
  extensions: Extensions | undefined,
  names: WrittenNames,
): Readonly<Record<string, string>> {
  const attributes: [string, string][] = [];
  const others: [string, Json][] = [];
  for (const [name, value] of Object.entries(extensions ?? {})) {
    const written = name.includes(':') ? names.nameOf(name) : undefined;
    if (written !== undefined && typeof value === 'string' && isWritable(value)) {
      attributes.push([written, value]);
    } else others.push([name, value]);
  }
  if (others.length > 0) {
    attributes.push([names.ours(membersMark), jsonText(Object.fromEntries(others), names)]);
  }
  return Object.fromEntries(attributes);
}

function elementsOf(
  name: string,
  value: Json,
  names: WrittenNames,
  nested: number,
): readonly Markup[] {
  const written = names.nameOf(name);
  const named =
    written === undefined
      ? {
          name: names.ours(memberElement),
          attributes: { [names.ours(nameMark)]: names.fullName(name) },
        }
      : { name: written, attributes: {} };
  const isList = Array.isArray(value) && value.length > 0 && !value.some(Array.isArray);
  const values: readonly Json[] = isList ? (value as readonly Json[]) : [value];
  const marks = isList && values.length === 1 ? ['list'] : [];
  return values.map((each) => {
    const { attributes, kind, ...content } = contentOf(each, names, nested);
    const said = [...marks, ...(kind === undefined ? [] : [kind])].join(' ');
    const mark = said === '' ? {} : { [names.ours(jsonMark)]: said };
    return { ...named, ...content, attributes: { ...named.attributes, ...mark, ...attributes } };
  });
}

interface Content extends Omit<Markup, 'name'> {
  /** What the text is, if it is not what it seems. */
  readonly kind?: string;
}

function contentOf(value: Json, names: WrittenNames, nested: number): Content {
  if (typeof value === 'string' && isWritable(value)) return { text: value };
  if (typeof value === 'number' || typeof value === 'boolean') {
    return { text: String(value), kind: typeof value };
  }
  const object =
    isObject(value) && nested < nestedMax ? objectContent(value, names, nested) : undefined;
  return object ?? { text: jsonText(value, names), kind: 'value' };
}

/** An object as attributes, text and children; undefined if it would be read back as something else. */
function objectContent(
  value: Readonly<Record<string, unknown>>,
  names: WrittenNames,
  nested: number,
): Content | undefined {
  const { '#text': text = '', ...members } = value as Extensions;
  if (typeof text !== 'string' || !isWritable(text)) return undefined;
  const attributes: [string, string][] = [];
  const others: [string, Json][] = [];
  for (const [name, member] of Object.entries(members)) {
    const written = attributeName(name, names);
    if (written !== undefined && typeof member === 'string' && isWritable(member)) {
      attributes.push([written, member]);
    } else if (isWritable(names.fullName(name))) others.push([name, member]);
    else return undefined;
  }
  const isBlank = others.length > 0 ? text.trim() === '' : text === '';
  if (Object.keys(members).length === 0 || (Object.hasOwn(value, '#text') && isBlank)) {
    return undefined;
  }
  const children = extensionElements(Object.fromEntries(others), names, nested + 1);
  return { attributes: Object.fromEntries(attributes), text, children };
}

function attributeName(name: string, names: WrittenNames): string | undefined {
  const [, prefix = '', ats = '', local = ''] = /^(?:([^:@]+):)?(@{1,2})([^:@]+)$/.exec(name) ?? [];
  if (local === '' || names.nameOf(local) === undefined) return undefined;
  if (prefix !== '') return ats === '@' ? names.nameOf(`${prefix}:${local}`) : undefined;
  return jsonLdKeywords.has(local) === (ats === '@@') ? local : undefined;
}

/** JSON with its names in full, for it stands where no context is. */
function jsonText(value: Json, names: WrittenNames): string {
  const full = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(full);
    if (!isObject(part)) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, member]) => [names.fullName(name), full(member)]),
    );
  };
  // What XML cannot write, JSON can spell.
  return JSON.stringify(full(value)).replace(
    /[^\u0020-\u007e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
