import { lockOrganisation } from '../../access/index.js';
import { Problem } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import { tooManyElements } from '../epcis.problems.js';
import type { SentElement } from '../json/read-vocabularies.js';
import { countSentElements, writeSentElements } from './sent-elements.store.js';

/** Elements of which an organisation keeps what it said: there is no index of attributes, so who asks by them reads all. */
export const elementsKeptMax = 20_000;

/** Keeps what a document says of elements; what was said of them before is over. Refuses it where that makes too many. */
export async function keepSentElements(
  tx: Tx,
  organisationId: string,
  elements: readonly SentElement[],
  recordedAt: Date,
): Promise<void> {
  // One document of an organisation at a time, or two would both find room for the last element.
  await lockOrganisation(tx, organisationId);
  writeSentElements(tx, organisationId, elements, recordedAt);
  const kept = await countSentElements(tx, organisationId, elementsKeptMax + 1);
  if (kept > elementsKeptMax) throw tooMany();
}

function tooMany(): Problem {
  const detail = `With this document more than ${elementsKeptMax} elements of master data would be kept; leave those out of its header that are not yet known here, and its events are captured.`;
  return new Problem(tooManyElements, detail);
}
