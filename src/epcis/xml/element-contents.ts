import type { FaultList } from '../rules/faults.js';
import { isOwnNamespace, type Sequence } from './content.js';
import { faultAt } from './places.js';
import type { XmlAttribute, XmlElement } from './xml-tree.js';

/** What an element of EPCIS holds, out of its wrappers. */
export interface Contents {
  /** Elements of EPCIS, in their order. */
  readonly own: readonly XmlElement[];
  /** Elements of other namespaces, in their order. */
  readonly others: readonly XmlElement[];
}

interface Rules {
  /** Whether elements of other namespaces may stand here. */
  readonly open?: boolean;
  readonly anyOrder?: boolean;
}

/** Sorts the children of an element by a table of what may stand in it, and adds a fault for each that may not. */
export function contentsOf(
  element: XmlElement,
  sequence: Sequence,
  faults: FaultList,
  rules: Rules = {},
): Contents {
  const own: XmlElement[] = [];
  const others: XmlElement[] = [];
  const order = new Order(sequence, faults, rules.anyOrder === true);
  refuseText(element, faults);
  for (const child of element.children) {
    // What follows a full list of faults is not looked at.
    if (faults.isFull) break;
    if (!isOwnNamespace(child.namespace)) {
      if (rules.open === true) others.push(child);
      else faultAt(faults, { element: child }, 'is an extension, which is not allowed here');
      order.othersBegin();
      continue;
    }
    const entry = order.place(child);
    if (typeof entry === 'string') own.push(child);
    else if (entry !== undefined) {
      otherAttributes(child, [], faults, false);
      const wrapped = contentsOf(child, entry.holds, faults, { open: true });
      // There may be more than a call takes arguments.
      for (const each of wrapped.own) own.push(each);
      for (const each of wrapped.others) others.push(each);
    }
  }
  return { own, others };
}

type Entry = Sequence[number];

/** How far the reading of one element has come in its table. */
class Order {
  private readonly names: readonly string[];
  private at = -1;
  private last = '';
  private isBroken: boolean;

  constructor(
    private readonly sequence: Sequence,
    private readonly faults: FaultList,
    anyOrder: boolean,
  ) {
    this.names = sequence.map(nameOf);
    this.isBroken = anyOrder;
  }

  othersBegin(): void {
    this.at = this.sequence.length;
    this.last = 'an extension';
  }

  /** What the table has for the element, if it has anything. */
  place(child: XmlElement): Entry | undefined {
    const index = this.names.indexOf(child.name);
    const entry = this.sequence[index];
    if (entry === undefined) {
      this.fault(child, `is not an element of EPCIS here; ${this.known()}`);
      return undefined;
    }
    if (index === this.at && !(typeof entry === 'string' && entry.endsWith('*'))) {
      this.fault(child, 'is there twice; say it once');
    }
    // One fault tells of the order; after it everything would seem out of place.
    if (index < this.at && !this.isBroken) {
      this.isBroken = true;
      this.fault(child, `stands after ${this.last}; ${this.known()}`);
    }
    this.at = Math.max(index, this.at);
    this.last = child.name;
    return entry;
  }

  private fault(child: XmlElement, detail: string): void {
    faultAt(this.faults, { element: child }, detail);
  }

  private known(): string {
    const names = this.names.join(', ');
    const known =
      names === '' ? 'EPCIS has nothing here' : `EPCIS has here, in this order: ${names}`;
    return `${known}; an extension needs a namespace`;
  }
}

function nameOf(entry: Entry): string {
  return typeof entry === 'string' ? entry.replace('*', '') : entry.wrapper;
}

/** The text of an element that holds nothing else; white space around it says nothing in EPCIS. */
export function textOf(element: XmlElement, faults: FaultList): string {
  const [child] = element.children;
  if (child !== undefined) faultAt(faults, { element: child }, 'stands where only text may');
  return element.texts.join('').trim();
}

function refuseText(element: XmlElement, faults: FaultList): void {
  if (element.texts.some((text) => text.trim() !== '')) {
    faultAt(faults, { element }, 'holds text; only elements may stand in it');
  }
}

/** Instructions to a parser of schemas and the like; they say nothing about the event. */
const silent: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/XMLSchema-instance',
  'http://www.w3.org/XML/1998/namespace',
]);

/** The attributes of other namespaces; one that is not known is a fault, and so are these where none may be. */
export function otherAttributes(
  element: XmlElement,
  known: readonly string[],
  faults: FaultList,
  open: boolean,
): readonly XmlAttribute[] {
  return element.attributes.filter(({ name, namespace }) => {
    if (silent.has(namespace)) return false;
    if (namespace !== '' && open) return true;
    if (namespace !== '' || !known.includes(name)) {
      faultAt(faults, { element, attribute: name }, 'is not an attribute of EPCIS here');
    }
    return false;
  });
}
