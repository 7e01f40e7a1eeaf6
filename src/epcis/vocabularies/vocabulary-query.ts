import { isUuid } from '../../kernel/index.js';
import { cursorOf } from '../../platform/index.js';
import { invalidQuery } from '../epcis.problems.js';
import { extensionNames } from '../parameters/extension-name.js';
import { pageParameters, perPageOf } from '../parameters/page-parameters.js';
import { foreignToken, positionOfQuery, queryMark } from '../parameters/page-token.js';
import { listed, Parameters, several } from '../parameters/parameters.js';
import { asksForPresence, identifierOrUri, whole } from '../parameters/read-values.js';
import type { AttributeFilter } from './own-elements.store.js';
import { elementsMax, vocabularies } from './vocabulary.js';

/** A query of master data, SimpleMasterDataQuery of the standard (ISO/IEC 19987, 8.2.7.2). */
export interface VocabularyQuery {
  /** Left out: everything, places once. */
  readonly vocabularies: readonly string[] | undefined;
  /** Elements that are one of these. */
  readonly named: readonly string[] | undefined;
  /** Elements that are one of these or lie within one. */
  readonly within: readonly string[] | undefined;
  readonly attributes: readonly AttributeFilter[];
  /** Which attributes are told; left out, all. */
  readonly attributesTold: readonly string[] | undefined;
  readonly tellsChildren: boolean;
  /** If more elements than this would be told, none is. */
  readonly maxElementCount: number | undefined;
  readonly perPage: number;
  /** Left out, it is the first page. */
  readonly start: VocabularyStart | undefined;
  readonly mark: string;
}

/** Records of ours, or what was sent. */
export type Origin = 'own' | 'sent';

/** Where a page begins: after an element of a vocabulary. */
export interface VocabularyStart {
  readonly vocabulary: string;
  readonly origin: Origin;
  readonly after: string;
}

const perPageDefault = 50;

export const vocabularyParameters: ReadonlyMap<string, string> = new Map([
  [
    'vocabularyName',
    `Only these vocabularies. Your records are in ${[...vocabularies.keys()].join(', ')}, places in each of their three; what you sent is in whichever you sent it. ${several}`,
  ],
  ['EQ_name', `Only these elements, in any notation. ${several}`],
  ['WD_name', `Only these elements and, of locations, what lies within them. ${several}`],
  ['HASATTR', `Only elements that have one of these attributes. ${several}`],
  ['EQATTR_{attribute}', `Only elements of which the attribute is one of these. ${several}`],
  ['includeAttributes', '`false`: attributes are left out.'],
  ['includeChildren', '`false`: what lies within an element is left out.'],
  [
    'maxElementCount',
    `If there are more elements than this, at most ${elementsMax}, the query is refused.`,
  ],
  ['attributeNames', `Only these attributes are told. ${several}`],
  ...pageParameters(perPageDefault),
]);

/** Reads the parameters of a query of master data; one that is not known is a fault. */
export function readVocabularyQuery(
  parameters: Readonly<Record<string, unknown>>,
): VocabularyQuery {
  const asked = new Parameters(parameters);
  const mark = queryMark(parameters);
  const isAttributed = asked.one('includeAttributes', asksForPresence);
  const attributesTold = asked.all('attributeNames', namesIn);
  const query = {
    vocabularies: asked.all('vocabularyName', listed),
    named: asked.all('EQ_name', (texts) => listed(texts).map(identifierOrUri)),
    within: asked.all('WD_name', (texts) => listed(texts).map(identifierOrUri)),
    attributes: attributesAsked(asked),
    attributesTold: isAttributed === false ? [] : attributesTold,
    tellsChildren: asked.one('includeChildren', asksForPresence) ?? true,
    maxElementCount: asked.one('maxElementCount', (text) => whole(text, elementsMax)),
    perPage: perPageOf(asked, perPageDefault),
    start: asked.one('nextPageToken', (token) => startIn(token, mark)),
    mark,
  };
  asked.refuseUnread(vocabularyParameters.keys());
  asked.settle(invalidQuery);
  return query;
}

function attributesAsked(asked: Parameters): readonly AttributeFilter[] {
  const having = asked.all('HASATTR', namesIn);
  const valued = asked.names.flatMap((name) => {
    const [, attribute] = /^EQATTR_(.+)$/.exec(name) ?? [];
    if (attribute === undefined) return [];
    const filterOf = (texts: readonly string[]) => {
      return { names: extensionNames(attribute), values: listed(texts) };
    };
    return asked.all(name, filterOf) ?? [];
  });
  return [...(having ? [{ names: having }] : []), ...valued];
}

function namesIn(texts: readonly string[]): readonly string[] {
  return listed(texts).flatMap(extensionNames);
}

/** Where the page after an element begins, and of which query. */
export function positionAt({ vocabulary, origin, after }: VocabularyStart, mark: string): string {
  return cursorOf([mark, vocabulary, origin, after]);
}

function startIn(token: string, mark: string): VocabularyStart {
  const [vocabulary = '', origin, after = ''] = positionOfQuery(token, mark);
  if (origin === 'sent' || (origin === 'own' && isUuid(after))) {
    return { vocabulary, origin, after };
  }
  throw foreignToken();
}
