/**
 * epcis (L7): EPCIS 2.0 on the wire. Reads capture documents (JSON-LD) into events and writes events back,
 * equal in meaning; `/epcis/capture`, `/epcis/events`. Table: epcis_capture.
 *
 * Invariants: a document is taken whole or refused whole, or on demand without its bad events, with a pointer and a reason
 * for every fault; what became of it is written with its events; no extension or member is lost; no decimal is rounded; no address named in a document is ever fetched.
 * Not here: what an event means for goods (holdings/), the record itself (events/).
 */
export { EpcisModule } from './epcis.module.js';
export { interfaceHeaders } from './interface-headers.js';
