import type { WireObject } from '../json/write.js';
import { epcisContextUrl } from '../json/context.js';
import type { VocabularyPart } from './vocabulary-page.js';
import type { Attribute, VocabularyElement } from './vocabulary.js';
import type { VocabularyQuery } from './vocabulary-query.js';

type Detail = Pick<VocabularyQuery, 'attributesTold' | 'tellsChildren'>;

/** The answer to a query of master data. The schema of GS1 asks for a list of events, which is empty. */
export function writeVocabularyDocument(
  parts: readonly VocabularyPart[],
  detail: Detail,
  creationDate: string,
): WireObject {
  const vocabularyList = parts.map(({ vocabulary, elements }) => ({
    type: vocabulary,
    vocabularyElementList: elements.map((element) => elementOf(element, detail)),
  }));
  return {
    '@context': [epcisContextUrl],
    type: 'EPCISQueryDocument',
    schemaVersion: '2.0',
    creationDate,
    epcisBody: {
      queryResults: {
        queryName: 'SimpleMasterDataQuery',
        resultsBody: { eventList: [], vocabularyList },
      },
    },
  };
}

function elementOf(
  { id: uri, attributes, children }: VocabularyElement,
  { attributesTold, tellsChildren }: Detail,
): WireObject {
  const isTold = ([name]: Attribute): boolean => attributesTold?.includes(name) ?? true;
  const shown = attributes.filter(isTold).map(([id, attribute]) => ({ id, attribute }));
  return {
    id: uri,
    ...(shown.length > 0 && { attributes: shown }),
    ...(tellsChildren && children.length > 0 && { children }),
  };
}
