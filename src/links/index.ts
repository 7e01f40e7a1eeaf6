/**
 * links (L4): where the owner of a product with a GTIN sends those who ask for more about it, one of its batches or one of
 * its pieces: what a GS1-Conformant Resolver redirects to.
 * Tables: product_link. Invariants: only the owner of a product links from it; of each thing at most one link is the
 * default; nobody links in place of what this service tells itself (what is recorded, what is recalled).
 * Not here: which link a request is sent to, and the links that this service gives by itself (lookup).
 */
export { gs1, parseLinkType } from './link-type.js';
export { LinksModule } from './links.module.js';
export { linksSql } from './links.sql.js';
export { isForPeople, isForPrograms, type PublicLink } from './link.js';
