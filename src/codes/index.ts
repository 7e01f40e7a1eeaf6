/**
 * codes (L4): traceability codes of ours, in runs: one for each batch, others for single pieces, cases and
 * logistic units; their links; what becomes of them afterwards. SSCCs of organisations that have a GS1
 * company prefix.
 * Tables: code_run, code, code_span, sscc_serial. Invariants: a code is unguessable and never used twice, an SSCC never given
 * out twice; an item or case code is silent until activated; a void or used up one stays so; each place of a run has one code,
 * whatever crashes; no GTIN or SSCC is ever made up; the database itself lets an organisation write its own codes only.
 * Not here: what a code answers to a stranger (lookup), scans, symbols and labels (symbols, labels).
 */
export { blockSuspects } from './block-suspects.js';
export { codeLifeSql, codeStateSql } from './code-life.sql.js';
export type { CodeState } from './code-life.js';
export { CodesModule } from './codes.module.js';
export type { Code, CodeKind } from './code.js';
export { CodesService } from './codes.service.js';
export { SsccsService } from './ssccs.service.js';
export { selectCodes } from './codes.store.js';
export { publicLink } from './public-link.js';
