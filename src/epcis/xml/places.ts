import { grouped } from '../../kernel/index.js';
import type { FaultList } from '../rules/faults.js';
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
  const { parent } = element;
  if (parent === undefined) return '';
  const steps = stepsOf.get(parent) ?? stepsBelow(parent);
  stepsOf.set(parent, steps);
  return `${elementPath(parent)}/${steps.get(element) ?? ''}`;
}

/** The steps to the children of elements that were asked about: siblings are counted once for all of their faults. */
const stepsOf = new WeakMap<XmlElement, ReadonlyMap<XmlElement, string>>();

function stepsBelow(parent: XmlElement): ReadonlyMap<XmlElement, string> {
  const steps = new Map<XmlElement, string>();
  const alike = grouped(parent.children, ({ name, namespace }) => `${namespace} ${name}`);
  for (const elements of alike.values()) {
    const isNumbered = elements.length > 1 || lists.test(parent.name);
    elements.forEach((element, index) => {
      const { name, prefix, namespace } = element;
      const step = prefix === '' || isOwnNamespace(namespace) ? name : `${prefix}:${name}`;
      steps.set(element, isNumbered ? `${step}[${index + 1}]` : step);
    });
  }
  return steps;
}

/** Adds a fault at a place; what comes after the last one that is kept costs no path. */
export function faultAt(faults: FaultList, place: XmlPlace, detail: string): undefined {
  if (!faults.isFull) faults.add(pathOf(place), detail, 'schema.xml');
  return undefined;
}

/** Which place each part of some JSON came from, so that a fault found in the JSON leads back to the XML. */
export class XmlPlaces {
  private readonly known = new Map<object, Map<string, XmlPlace>>();
  private readonly entries = new Map<object, readonly XmlElement[]>();

  /** @param origin where the JSON as a whole comes from */
  constructor(private readonly origin: XmlElement) {}

  note(container: object, member: string, place: XmlPlace): void {
    const members = this.known.get(container) ?? new Map<string, XmlPlace>();
    members.set(member, place);
    this.known.set(container, members);
  }

  /** Each entry of a list is of the element at its place. */
  noteEntries(list: object, elements: readonly XmlElement[]): void {
    this.entries.set(list, elements);
  }

  /** The path of what a JSON Pointer points to; what is not there is named below the part that should have it. */
  pathAt(json: unknown, pointer: string): string {
    let place: XmlPlace = { element: this.origin };
    let below = '';
    let value = json;
    for (const token of pointer.split('/').slice(1)) {
      const member = token.replaceAll('~1', '/').replaceAll('~0', '~');
      const container = typeof value === 'object' && value !== null ? value : undefined;
      const found = container && this.placeIn(container, member);
      below = found === undefined ? `${below}/${member}` : '';
      place = found ?? place;
      value = container && (container as Readonly<Record<string, unknown>>)[member];
    }
    return pathOf(place) + below;
  }

  private placeIn(container: object, member: string): XmlPlace | undefined {
    const element = this.entries.get(container)?.[Number(member)];
    return element === undefined ? this.known.get(container)?.get(member) : { element };
  }
}
