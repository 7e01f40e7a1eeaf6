/**
 * epcis (L7): EPCIS on the wire, 2.0 in JSON-LD and XML, 1.2 in XML. Reads documents into events and writes events back,
 * equal in meaning; `/epcis/capture`, `/epcis/events`, `/epcis/vocabularies`; named queries and who is told what they find,
 * `/epcis/queries`. Tables: epcis_capture, vocabulary_element, epcis_query, epcis_subscription, epcis_delivery.
 *
 * Invariants: a document is taken whole or refused whole, or on demand without its bad events, with a pointer and a reason
 * for every fault; what became of it is written with its events; no extension or member is lost; no decimal is rounded; no
 * address named in a document is ever fetched; each event comes to one message of each subscription, which tells what its
 * receiver may see when it is sent.
 * Not here: what an event means for goods (holdings/), the record itself (events/).
 */
export { EpcisModule } from './epcis.module.js';
export { interfaceHeaders } from './interface-headers.js';
export { pageTokens } from './rest/next-page.js';
