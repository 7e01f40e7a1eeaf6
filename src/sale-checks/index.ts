/**
 * sale-checks (L7): whether goods may be sold now, by what their label says: for tills and platforms.
 * No tables; reads as the database's public role, so that a till learns nothing that the public door does not tell.
 * Invariants: every answer is read live; an open recall outranks all else; what a label or the records leave open is never
 * "sellable"; an unknown and a not yet activated code are answered alike.
 * Not here: what a recall stops (recalls), the refusal of acts on stopped goods (holdings), law (rules).
 */
export { SaleChecksModule } from './sale-checks.module.js';
