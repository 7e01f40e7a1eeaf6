/**
 * sharing (L4): what an organisation tells of its own steps beyond those it deals with, by product and by partner.
 * Tables: sharing. Invariants: nothing is told unless its author said so; one word for each product and partner; what is
 * widened is an organisation's own step, never who else was in it.
 * Not here: what such a step tells (chain); what partners are told anyway (events).
 */
export { isOpenSql, sharesSql } from './sharing.store.js';
export { SharingService } from './sharing.service.js';
export { SharingModule } from './sharing.module.js';
