/**
 * schemes (L4): codes of other schemes (organic mark, pesticide, veterinary drug, food licence, ...) that an
 * organisation says its own products and batches bear.
 * Table: external_identifier. Invariants: only the owner of a product or a batch says so of it; of each thing a code is said
 * once; what is stored looks like a code of its scheme; each saying and taking back has its feed row. Nobody here owns a
 * scheme, so a code may be said of many things by many, and is never more than what somebody says.
 * Not here: what the codes of a scheme look like (identifiers), what strangers are told of them (lookup).
 */
export { externalThingsSql } from './external-things.sql.js';
export { ExternalIdentifiersModule } from './external-identifiers.module.js';
