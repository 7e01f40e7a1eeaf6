import { IdentifierFault } from '../fault.js';
import { encode } from '../percent.js';
import { applicationIdentifier, type Element } from './ai-table.js';
import { withoutRepeats } from './associations.js';
import { checkElement } from './check-element.js';
import { checkAttribute, isPrimaryKey, qualifierLines } from './key-path.js';

/** Where GS1's own resolver stands: the stem of canonical Digital Links. */
export const gs1Stem = 'https://id.gs1.org';

/**
 * The Digital Link of elements below a stem such as `https://trace.example`. The first of them that is a primary key names the
 * thing, what may follow that key follows it in the path, the rest describes it in the query: first the values of predefined
 * length, as in a symbol. Refuses elements of which no Digital Link can be made.
 */
export function writeLink(elements: readonly Element[], stem = gs1Stem): string {
  const { path, attributes } = divided(elements);
  const predefined = ([ai]: Element) => applicationIdentifier(ai)?.isPredefined === true;
  return linkOf(stem, path, [
    ...attributes.filter(predefined),
    ...attributes.filter((element) => !predefined(element)),
  ]);
}

/** The one Digital Link among all of the same elements: at GS1's own host, attributes in the order of their AIs. */
export function canonicalLink(elements: readonly Element[]): string {
  const { path, attributes } = divided(elements);
  return linkOf(
    gs1Stem,
    path,
    [...attributes].sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** Elements as a path; everything outside the unreserved characters of RFC 3986 is percent-encoded. */
export function pathOf(elements: readonly Element[]): string {
  let path = '';
  for (const [ai, value] of elements) path += `/${ai}/${encode(value)}`;
  return path;
}

function linkOf(stem: string, path: readonly Element[], attributes: readonly Element[]): string {
  const query = attributes.map(([ai, value]) => `${ai}=${encode(value)}`).join('&');
  return stem.replace(/\/+$/, '') + pathOf(path) + (query === '' ? '' : `?${query}`);
}

interface Divided {
  readonly path: readonly Element[];
  readonly attributes: readonly Element[];
}

/** Of the alternatives in the path the first counts that leaves nothing over which may not stand in the query. */
function divided(given: readonly Element[]): Divided {
  const elements = withoutRepeats(given);
  elements.forEach((element) => checkElement(element));
  const primary = elements.find(([ai]) => isPrimaryKey(ai));
  if (primary === undefined)
    throw new IdentifierFault('has no GS1 key, such as (01), (00) or (414)');
  let fault: unknown;
  for (const line of [...qualifierLines(primary[0], []), []]) {
    const qualifiers = line.flatMap((ai) => elements.filter((element) => element[0] === ai));
    const path = [primary, ...qualifiers];
    const attributes = elements.filter((element) => !path.includes(element));
    try {
      attributes.forEach(([ai]) => checkAttribute(ai, path));
      return { path, attributes };
    } catch (error) {
      fault ??= error;
    }
  }
  throw fault;
}
