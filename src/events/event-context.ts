import type { Json } from '../kernel/index.js';

/**
 * What an event's prefixed names stand for: the part of the JSON-LD `@context` it was sent with that its
 * own names use. The EPCIS context itself goes without saying.
 */
export interface EventContext {
  /** Prefix to namespace IRI, or a name to its JSON-LD term definition. Kept as sent. */
  readonly terms?: Readonly<Record<string, Json>>;
  /** Contexts of others named by address. Kept and given back; never fetched. */
  readonly remote?: readonly string[];
}

/**
 * The namespace of Furrow's own extension members. A name only: a self-hosted service has no address that
 * would answer for all installations.
 */
export const furrowNamespace = 'urn:furrow:epcis:';

/** The extension member that marks an event whose author knows only the day. */
export const wholeDayName = `${furrowNamespace}wholeDay`;

/** Prefixes that the EPCIS 2.0 context declares, so that nobody has to. */
export const standardPrefixes: ReadonlyMap<string, string> = new Map([
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['cbvmda', 'urn:epcglobal:cbv:mda:'],
  ['gs1', 'https://gs1.org/voc/'],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
]);

/**
 * The full IRI of a prefixed name. A text whose prefix nobody declared is an IRI already (JSON-LD's rule),
 * and so is one that goes on with `//`, whatever its scheme is called.
 */
export function expandName(name: string, context: EventContext | undefined): string {
  const colon = name.indexOf(':');
  if (colon < 0 || name.startsWith('//', colon + 1)) return name;
  const namespace = namespaceOf(name.slice(0, colon), context);
  return namespace === undefined ? name : namespace + name.slice(colon + 1);
}

/** The member of an extension object whose full name is `iri`, whatever prefix its author chose. */
export function extensionNamed(
  extensions: Readonly<Record<string, Json>> | undefined,
  iri: string,
  context: EventContext | undefined,
): Json | undefined {
  const found = Object.entries(extensions ?? {}).find(
    ([name]) => expandName(name, context) === iri,
  );
  return found?.[1];
}

function namespaceOf(prefix: string, context: EventContext | undefined): string | undefined {
  const declared = declaredIri(prefix, context);
  if (declared === undefined) return standardPrefixes.get(prefix);
  // A namespace may itself be written with an earlier prefix; one step is all the examples in the field use,
  // and a fixed bound keeps a context that refers to itself from looping.
  const colon = declared.indexOf(':');
  const outer = colon < 0 ? undefined : declaredIri(declared.slice(0, colon), context);
  return outer === undefined || declared.startsWith('//', colon + 1)
    ? declared
    : outer + declared.slice(colon + 1);
}

function declaredIri(prefix: string, context: EventContext | undefined): string | undefined {
  const terms = context?.terms;
  if (terms === undefined || !Object.hasOwn(terms, prefix)) return undefined;
  const term = terms[prefix];
  if (typeof term === 'string') return term;
  if (term === null || typeof term !== 'object' || Array.isArray(term)) return undefined;
  const id = (term as Readonly<Record<string, Json>>)['@id'];
  return typeof id === 'string' ? id : undefined;
}
