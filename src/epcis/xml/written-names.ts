import {
  expandName,
  furrowNamespace,
  standardPrefixes,
  type EpcisEvent,
  type EventContext,
} from '../../events/index.js';
import { isOwnNamespace } from './content.js';
import { MadeUpPrefixes } from './made-up-prefixes.js';
import { isWritable } from '../../kernel/index.js';

/** GS1's master data is called so in XML, and with a colon at its end in JSON-LD. */
const mda = { xml: 'urn:epcglobal:cbv:mda', json: 'urn:epcglobal:cbv:mda:' };

const localName = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

/** Names that XML keeps for itself; a document cannot use them as its own. */
const xmlNamespaces: ReadonlySet<string> = new Set([
  'http://www.w3.org/XML/1998/namespace',
  'http://www.w3.org/2000/xmlns/',
]);

/** The names that the extensions of one event get in XML, and the declarations they need. */
export class WrittenNames {
  readonly context: EventContext | undefined;
  private readonly prefixes = new Map<string, string>();
  private readonly taken = new Set<string>();
  /** Numbers of prefixes that a text of the event could be thought to have. */
  private readonly numbered: ReadonlySet<string>;
  private readonly madeUp = new MadeUpPrefixes();

  constructor(event: EpcisEvent) {
    this.context = event.context;
    const found = JSON.stringify(event).matchAll(/"(ns\d+):/g);
    this.numbered = new Set([...found].map(([, prefix = '']) => prefix));
  }

  /** What declares the prefixes used so far. */
  get declarations(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.prefixes].map(([namespace, prefix]) => [`xmlns:${prefix}`, namespace]),
    );
  }

  /** A name of ours. */
  ours(name: string): string {
    return `${this.prefixFor(furrowNamespace, 'furrow')}:${name}`;
  }

  /** An extension's name as one of XML; undefined where it has no such form. */
  nameOf(name: string): string | undefined {
    if (localName.test(name)) return name;
    const colon = name.indexOf(':');
    if (colon < 0) return undefined;
    const prefix = name.slice(0, colon);
    const iri = expandName(name, this.context);
    const [namespace = '', local = ''] =
      iri === name
        ? splitIri(name)
        : [expandName(`${prefix}:`, this.context), name.slice(colon + 1)];
    const isUsable = !isOwnNamespace(namespace) && !xmlNamespaces.has(namespace);
    if (!isUsable || !localName.test(local) || !isWritable(namespace)) return undefined;
    // Where a document left out the colon of master data, the name is another one.
    if (namespace === mda.xml) return undefined;
    const inXml = namespace === mda.json ? mda.xml : namespace;
    return `${this.prefixFor(inXml, iri === name ? '' : prefix)}:${local}`;
  }

  /** An extension's name in full. */
  fullName(name: string): string {
    return expandName(name, this.context);
  }

  private prefixFor(namespace: string, wanted: string): string {
    const known = this.prefixes.get(namespace);
    if (known !== undefined) return known;
    const prefix = this.isFree(wanted, namespace)
      ? wanted
      : this.madeUp.next((each) => !this.taken.has(each) && !this.numbered.has(each));
    this.prefixes.set(namespace, prefix);
    this.taken.add(prefix);
    return prefix;
  }

  private isFree(prefix: string, namespace: string): boolean {
    const kept = reserved.get(prefix) ?? standardPrefixes.get(prefix);
    const isKept = kept !== undefined && kept !== namespace && namespace !== mda.xml;
    const isUsable = localName.test(prefix) && !/^xml/i.test(prefix);
    return isUsable && !isKept && !this.taken.has(prefix);
  }
}

const reserved: ReadonlyMap<string, string> = new Map([
  ['furrow', furrowNamespace],
  ...['epcis', 'epcisq', 'xsi', 'urn', 'http', 'https'].map((kept): [string, string] => [kept, '']),
]);

/** An address as a namespace and a name in it. */
function splitIri(iri: string): readonly string[] {
  return /^(.*[/#:?=])([^/#:?=]+)$/su.exec(iri)?.slice(1) ?? [];
}
