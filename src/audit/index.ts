/**
 * audit (L3): who did or read what, when, from where, with which credential; on record before the answer leaves.
 * Tables: audit_entry. Invariants: append only until its period is over; one entry for each request of somebody known, refused ones included; no
 * body, query, password, key or name of a person in it; what a regulator reads is on disk, or not answered.
 * Not here: who may read it (access), when it is kept long enough (privacy), what strangers look up.
 */
export { AuditModule } from './audit.module.js';
export { auditRequests } from './audit-requests.js';
export { AuditEntryView, toAuditEntryView } from './audit.dto.js';
export { selectEntries } from './audit.store.js';
export { AuditTrail } from './audit-trail.js';
export { nobody, type AuditEntry } from './entry.js';
export {
  forgetAddresses,
  selectExtent,
  sweepAddresses,
  sweepEntries,
  sweepLateAddresses,
} from './keeping.store.js';
export { recordOperatorsAct } from './operators-act.js';
