import { isUuid } from '../kernel/index.js';
import type { KnownSender } from '../platform/index.js';

/** Parameters of addresses that name a thing, then those of questions. No others are kept, whatever they hold. */
const inPath = ['id', 'code', 'captureID', 'eventID', 'subscriptionID'];
const inQuery = [
  ...['batchId', 'what', 'eventId', 'partyId', 'gtin', 'uscc', 'itemCode', 'subject'],
  ...['EQ_eventID', 'MATCH_epc', 'MATCH_epcClass', 'MATCH_anyEPC', 'MATCH_anyEPCClass'],
];

const lengthMax = 200;

/** Codes, numbers, ids of keys; and names of things as labels and EPCIS write them. Secrets of ours are longer than codes. */
const code = /^(?:[0-9A-Za-z -]{1,20}|demo_[a-z]{1,20})$/;
const name = /^(?:urn:|https?:\/\/|\/|\(|\])[\x21-\x7e]*$/;

/** What a request is about: what its address names, else what it made, else what it asks for. */
export function subjectOf(request: KnownSender): string | null {
  const { audited, params, made, query } = request;
  const texts = [
    audited?.subject,
    ...inPath.map((parameter) => params[parameter]),
    made,
    ...inQuery.map((parameter) => query[parameter]),
  ];
  return texts.map(thingIn).find((text) => text !== undefined) ?? null;
}

/** A mistyped address may hold anything, a key even: what has not the shape of a name is not kept. */
function thingIn(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > lengthMax) return undefined;
  if (isUuid(text)) return text.toLowerCase();
  // What stands behind a question mark of a Digital Link names no thing.
  const named = text.split('?', 1)[0] ?? '';
  return code.test(text) || name.test(named) || isMark(text) ? named : undefined;
}

/** Of a login that nobody has (people/). */
const isMark = (text: string) => /^login\/[0-9a-f]{16}$/.test(text);
