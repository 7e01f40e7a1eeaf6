import { faultyProblem, type Fault } from '../kernel/index.js';
import { stepByStep } from '../platform/index.js';
import type { CaptureRule } from './capture-rules.js';
import { refuseTooManyEvents } from './capture-limits.js';
import { invalidDocument } from './epcis.problems.js';
import { numberLostIn } from './exact-json.js';
import { repeatedNameReading } from './repeated-name.js';

/** A body as it came: its value, and the text that still has every digit and every member. */
export interface SentDocument {
  readonly json: unknown;
  readonly text: string;
}

/** Refuses what holds more than is taken at once, or lost something when it was parsed. */
export async function refuseLoss({ json, text }: SentDocument): Promise<void> {
  refuseTooManyEvents(json);
  const repeated = await stepByStep(repeatedNameReading(text));
  if (repeated !== undefined)
    throw refusal({ pointer: repeated, detail: namedTwice, rule: 'schema.member' });
  const lost = numberLostIn(text);
  if (lost === undefined) return;
  const { literal, offset } = lost;
  const detail = `the number ${literal.slice(0, 40)} at character ${offset} has more digits than JSON readers keep; shorten it or send it as text`;
  throw refusal({ pointer: '', detail, rule: 'format.number' });
}

const namedTwice =
  'comes twice in one object, and JSON readers keep only the last; leave one of the two out';

function refusal(fault: Fault & { readonly rule: CaptureRule }) {
  return faultyProblem(invalidDocument, 'The document', [fault]);
}
