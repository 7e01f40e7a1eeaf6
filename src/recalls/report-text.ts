import { createHash } from 'node:crypto';
import { canonicalJson } from '../kernel/index.js';
import { toReportView } from './report.dto.js';
import type { RecallReport } from './report.js';

/** A report as it is sent: canonical JSON, the same bytes for the same content. */
export function reportText(report: RecallReport): string {
  return canonicalJson(toReportView(report));
}

/** SHA-256 of the bytes of a report as it is sent. */
export function reportDigest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
