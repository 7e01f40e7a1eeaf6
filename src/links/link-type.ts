import { ValueFault } from '../kernel/index.js';

const vocabulary = 'https://ref.gs1.org/voc/';

/** The URI of a term of GS1's Web Vocabulary, whose link types have CURIEs such as `gs1:pip`. */
export const gs1 = (term: string): string => vocabulary + term;

/** The places at which GS1 has published its vocabulary; its terms are the same at each. */
const vocabularyShape = /^https?:\/\/(?:ref\.|www\.)?gs1\.org\/voc\//;
const termShape = /^[A-Za-z][A-Za-z0-9]*$/;

/** The schema of linksets allows no more in the name of a link type. */
const uriShape = /^https?:\/\/[A-Za-z0-9./_]+$/;
const lengthMax = 200;

/** Link types that the service gives by itself: what decides where a reader goes, and what warns them. */
const ours = new Set(
  ['defaultLink', 'defaultLinkMulti', 'handledBy', 'recallStatus', 'traceability'].map(gs1),
);

/** The URI of a link type: a term of GS1's vocabulary as CURIE or URI at any of its places, or another URI. */
export function parseLinkType(text: string): string {
  const [, term] = /^gs1:(.*)$/s.exec(text) ?? [];
  const uri = term === undefined ? text.replace(vocabularyShape, vocabulary) : gs1(term);
  if (uri.startsWith(vocabulary) && !termShape.test(uri.slice(vocabulary.length))) {
    throw new ValueFault('names no term of the GS1 Web Vocabulary, such as gs1:pip');
  }
  if (!uriShape.test(uri) || uri.length > lengthMax) {
    throw new ValueFault(
      `must be a CURIE such as gs1:pip, or a URI of letters, digits and ./_ with at most ${lengthMax} characters`,
    );
  }
  return uri;
}

/** The URI of a link type that an owner may give. */
export function parseOwnersLinkType(text: string): string {
  const uri = parseLinkType(text);
  if (ours.has(uri)) throw new ValueFault('is a kind of link that this service gives by itself');
  return uri;
}
