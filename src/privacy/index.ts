/**
 * privacy (L7): what is held about a person of an organisation, its erasure, and how long each class of records is kept.
 * No tables: what goes is taken by the module whose table it is in. Invariants: an erasure is one transaction and answers what
 * went, what lost its name and what stays, on which ground; events, the feed and the books are never touched; no record goes
 * before the period that a rule pack names, and none of the audit while an open recall concerns its organisation.
 * Not here: who is a person (people), the audit itself.
 */
export { PrivacyModule } from './privacy.module.js';
export { ErasureService, type Erasure } from './erasure.service.js';
export { toHeldView } from './held.dto.js';
export { HeldService } from './held.service.js';
