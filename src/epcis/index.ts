/**
 * epcis (L7): EPCIS 2.0 on the wire. Reads capture documents (JSON-LD) into events and writes events back,
 * equal in meaning; `POST /epcis/capture` and `GET /epcis/events`. No tables.
 *
 * Invariants: a document is taken whole or refused whole, with a pointer and a reason for every fault; no
 * extension is lost; no decimal is rounded; no address named in a document is ever fetched.
 * Not here: what an event means for goods (holdings/), the record itself (events/).
 */
export { EpcisModule } from './epcis.module.js';
