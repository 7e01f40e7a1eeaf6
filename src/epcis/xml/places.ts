import type { FaultList } from '../faults.js';
import { isOwnNamespace } from './content.js';
import type { XmlElement } from './xml-tree.js';

/** Where something stands in XML. */
export interface XmlPlace {
  readonly element: XmlElement;
  /** The attribute's name, if it stands in one. */
  readonly attribute?: string;
}

/** Elements whose entries are numbered in a path even where there is only one. */
const lists = /(List|EPCs|IDs)$/;

/** The path of a place below the root, such as `/EPCISBody/EventList/ObjectEvent[1]/bizStep`. */
export function pathOf({ element, attribute }: XmlPlace): string {
  return attribute === undefined ? elementPath(element) : `${elementPath(element)}/@${attribute}`;
}

function elementPath(element: XmlElement): string {
  const { parent, name, prefix, namespace } = element;
  if (parent === undefined) return '';
  const alike = parent.children.filter(
    (child) => child.name === name && child.namespace === namespace,
  );
  const isNumbered = alike.length > 1 || lists.test(parent.name);
  const step = prefix === '' || isOwnNamespace(namespace) ? name : `${prefix}:${name}`;
  return `${elementPath(parent)}/${step}${isNumbered ? `[${alike.indexOf(element) + 1}]` : ''}`;
}

/** Adds a fault at a place; what comes after the last one that is kept costs no path. */
export function faultAt(faults: FaultList, place: XmlPlace, detail: string): undefined {
  if (!faults.isFull) faults.add(pathOf(place), detail, 'schema.xml');
  return undefined;
}

/** Which place each part of the JSON came from, so that a fault found in the JSON leads back to the XML. */
export class XmlPlaces {
  private readonly known = new WeakMap<object, Map<string, XmlPlace>>();

  note(container: object, member: string | number, place: XmlPlace): void {
    const members = this.known.get(container) ?? new Map<string, XmlPlace>();
    members.set(String(member), place);
    this.known.set(container, members);
  }

  /** The path of what a JSON Pointer points to; what is not there is named below the part that should have it. */
  pathAt(json: unknown, pointer: string): string {
    let path = '';
    let value = json;
    for (const token of pointer.split('/').slice(1)) {
      const member = token.replaceAll('~1', '/').replaceAll('~0', '~');
      const container = typeof value === 'object' && value !== null ? value : undefined;
      const place = container && this.known.get(container)?.get(member);
      path = place === undefined ? `${path}/${member}` : pathOf(place);
      value = container && (container as Readonly<Record<string, unknown>>)[member];
    }
    return path;
  }
}
