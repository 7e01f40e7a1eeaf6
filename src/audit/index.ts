/**
 * audit (L3): who did or read what, when, from where, with which credential; on record before the answer leaves.
 * Tables: audit_entry. Invariants: append only; one entry for each request of somebody known, refused ones included; no
 * body, query, password, key or name of a person in it; what a regulator reads is on disk, or not answered.
 * Not here: who may read it (access), how long it is kept, what strangers look up.
 */
export { AuditModule } from './audit.module.js';
export { auditRequests } from './audit-requests.js';
export { AuditTrail } from './audit-trail.js';
export { nobody } from './entry.js';
export { recordOperatorsAct } from './operators-act.js';
