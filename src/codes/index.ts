/**
 * codes (L4): traceability codes of ours, in runs: one for each batch, others for single pieces, cases and
 * logistic units; their links and QR symbols; their activation and voiding.
 * Tables: code_run, code. Invariants: a code is unguessable and never used twice; an item or case code is
 * silent until activated; a void one stays void; no GTIN or SSCC is ever made up; the database itself lets
 * an organisation write its own codes only.
 * Not here: what a code answers to a stranger (lookup), scans, label sheets.
 */
export { CodesModule } from './codes.module.js';
export type { Code } from './code.js';
export { CodesService } from './codes.service.js';
export { selectCodes } from './codes.store.js';
export { publicLink } from './public-link.js';
export { qrPng, qrSvg } from './qr.js';
