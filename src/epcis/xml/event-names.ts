import { standardPrefixes, wordMembers } from '../../events/index.js';
import { standardNames } from '../json/event-members.js';
import { isOwnNamespace } from './content.js';
import { MadeUpPrefixes } from './made-up-prefixes.js';
import { namespaceAt, type XmlElement } from './xml-tree.js';

/** What GS1's master data is called in XML, which JSON-LD writes with a colon at its end. */
const sameNamespaces: ReadonlyMap<string, string> = new Map([
  ['urn:epcglobal:cbv:mda', 'urn:epcglobal:cbv:mda:'],
]);

/** Read as addresses and identifiers first, whatever a document binds to them. */
const schemes = ['urn', 'http', 'https'];

/**
 * The names that one event of XML gets in JSON: a prefix for each of its namespaces, which is the author's own where that
 * is possible. In XML a prefix holds for a part of the document, in JSON-LD for a whole event and for its values too. So
 * another one is made up where a prefix is bound twice, or is the scheme of an address in the event.
 */
export class EventNames {
  /** The `@context` entry of the names that were asked for so far. */
  readonly terms: Readonly<Record<string, string>>;
  /** Without a prototype: an author's prefix may be called `__proto__`. */
  private readonly declared = Object.create(null) as Record<string, string>;
  private readonly prefixes = new Map<string, string>();
  private readonly taken: Set<string>;
  private readonly madeUp = new MadeUpPrefixes();

  constructor(event: XmlElement) {
    this.terms = this.declared;
    this.taken = new Set([...schemes, ...standardNames]);
    this.reserveSchemes(event);
  }

  /** The name of an element or attribute of another namespace; one without a namespace has none. */
  nameOf(named: Pick<XmlElement, 'prefix' | 'name' | 'namespace'>): string {
    if (named.namespace === '') return named.name;
    return `${this.prefixFor(named)}:${named.name}`;
  }

  /** The text of an EPCIS element or attribute, with a word's prefix written out as it stands there. */
  valueOf(element: XmlElement, name: string, text: string): string {
    if (!wordMembers.has(name)) return text;
    const [, prefix = '', rest = ''] = /^([^:]+):(?!\/\/)(.*)$/s.exec(text) ?? [];
    const namespace =
      prefix === '' || schemes.includes(prefix) ? undefined : namespaceAt(element, prefix);
    return namespace === undefined ? text : namespace + rest;
  }

  private prefixFor({ prefix, namespace }: Pick<XmlElement, 'prefix' | 'namespace'>): string {
    const same = sameNamespaces.get(namespace) ?? namespace;
    const known = this.prefixes.get(same);
    if (known !== undefined) return known;
    const standard = [...standardPrefixes].find(([, iri]) => iri === same)?.[0];
    const chosen =
      [standard, prefix].find((wanted) => this.isFree(wanted, same)) ??
      this.madeUp.next((each) => !this.taken.has(each));
    this.prefixes.set(same, chosen);
    this.taken.add(chosen);
    if (standardPrefixes.get(chosen) !== same) this.declared[chosen] = same;
    return chosen;
  }

  private isFree(prefix: string | undefined, namespace: string): boolean {
    if (prefix === undefined || this.taken.has(prefix)) return false;
    const standard = standardPrefixes.get(prefix);
    return (
      /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(prefix) &&
      (standard === undefined || standard === namespace)
    );
  }

  /** Walks the whole event: each namespace, and each value of EPCIS, may have a scheme that is no prefix. */
  private reserveSchemes(element: XmlElement): void {
    const isOwn = isOwnNamespace(element.namespace);
    this.reserve(element.namespace);
    for (const { name, namespace, value } of element.attributes) {
      this.reserve(namespace);
      if (isOwn && namespace === '') this.reserve(this.valueOf(element, name, value));
    }
    if (isOwn) this.reserve(this.valueOf(element, element.name, element.texts.join('').trim()));
    for (const child of element.children) this.reserveSchemes(child);
  }

  private reserve(text: string): void {
    const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(text)?.[0];
    if (scheme !== undefined && !standardPrefixes.has(scheme)) this.taken.add(scheme);
  }
}
