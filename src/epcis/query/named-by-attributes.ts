import {
  bizSteps,
  bizTransactionTypes,
  dispositions,
  sourceDestinationTypes,
  vocabularyWord,
  type Condition,
  type Vocabulary,
} from '../../events/index.js';
import { Problem } from '../../kernel/index.js';
import { resolveProducts } from '../../products/index.js';
import { selectBatchesOf } from './batch-names.store.js';
import { tooManyElementsFound } from '../epcis.problems.js';
import { selectOwnElements, type AttributeFilter } from '../vocabularies/own-elements.store.js';
import { selectSentElements } from '../vocabularies/sent-elements.store.js';
import { elementsMax, vocabularies, vocabularyUri } from '../vocabularies/vocabulary.js';
import type { Asker } from './asker.js';
import type { AttributeCondition, AttributeField } from './attribute-condition.js';

/** Batches of one's own products that one attribute may stand for in a query of events. */
export const batchesMax = 10_000;

interface Field {
  /** The last part of the URIs of the vocabularies that its values are elements of. */
  readonly vocabularies: readonly string[];
  /** Its values are words, which stand bare in events where they are of CBV. */
  readonly words?: Vocabulary;
  /** Its values have a type. */
  readonly types?: Vocabulary;
}

const place = ['Location'];
const end = { vocabularies: ['SourceDest', 'Party', ...place], types: sourceDestinationTypes };

const fields: Readonly<Record<Exclude<AttributeField, 'epcClass'>, Field>> = {
  bizStep: { vocabularies: ['BusinessStep'], words: bizSteps },
  disposition: { vocabularies: ['Disposition'], words: dispositions },
  readPoint: { vocabularies: ['ReadPoint', ...place] },
  bizLocation: { vocabularies: ['BusinessLocation', ...place] },
  bizTransaction: { vocabularies: ['BusinessTransaction'], types: bizTransactionTypes },
  source: end,
  destination: end,
};

/** The condition that an event names something of which the asker says that it has the attribute. */
export async function namedByAttributes(
  { field, names, values }: AttributeCondition,
  asker: Asker,
): Promise<Condition> {
  const filter = { names, ...(values && { values }) };
  if (field === 'epcClass') return classesWith(filter, asker);
  const { words, types, vocabularies: of } = fields[field];
  const keys = await keysWith(filter, of, asker);
  return {
    ...{ kind: 'word', member: field },
    values: keys.map((key) => (words && vocabularyWord(words, key)) ?? key),
    ...(types && { of: [...types.words] }),
  };
}

/**
 * A batch has the attributes of its product. Of one's own products all batches are known, by whatever name; of others' those that
 * the events which one may see call by the GTIN, so that whoever reads finds the same for the same asker.
 */
async function classesWith(filter: AttributeFilter, asker: Asker): Promise<Condition> {
  const { reader, actor } = asker;
  const keys = await keysWith(filter, ['EPCClass'], asker);
  const known = await resolveProducts(reader, keys);
  const own = new Map(
    [...known].filter(([, { product }]) => product.organisationId === actor.organisationId),
  );
  const products = [...own.values()].map(({ product }) => product.id);
  const batchIds = await selectBatchesOf(reader, products, batchesMax + 1);
  if (batchIds.length > batchesMax) throw tooMany(`${batchesMax} batches`);
  const patterns = keys
    .filter((key) => !own.has(key) && /^\/01\/\d{14}$/.test(key))
    .map((key) => ({ starts: [`${key}/10/`], shape: '' }));
  return { kind: 'thing', keys, patterns, batchIds, isClass: true };
}

/** Keys of what is registered, and of what was sent, with an attribute. */
async function keysWith(
  filter: AttributeFilter,
  parts: readonly string[],
  { reader, actor: { organisationId } }: Asker,
): Promise<readonly string[]> {
  const uris = parts.map(vocabularyUri);
  const directories = [...new Set(uris.flatMap((uri) => vocabularies.get(uri) ?? []))];
  const asked = { attributes: [filter], limit: elementsMax + 1 };
  const found = await Promise.all([
    selectSentElements(reader, organisationId, { ...asked, vocabularies: uris }),
    ...directories.map((directory) => selectOwnElements(reader, organisationId, directory, asked)),
  ]);
  const [sent, ...registered] = found;
  const own = registered.flat();
  if (sent.length + own.length > elementsMax) throw tooMany(`${elementsMax} things`);
  return [...new Set([...own.flatMap(({ keys }) => keys), ...sent.map(({ key }) => key)])];
}

function tooMany(what: string): Problem {
  const detail = `More than ${what} that you know have such an attribute; ask for fewer of them.`;
  return new Problem(tooManyElementsFound, detail);
}
