import { faultyProblem, type Fault } from '../../kernel/index.js';
import { hasXml, stepByStep, type RawRequest } from '../../platform/index.js';
import type { CaptureRule } from '../rules/capture-rules.js';
import { invalidDocument } from '../epcis.problems.js';
import { lostNumberReading } from '../json/exact-json.js';
import { openDocument, type Judging, type OpenDocument } from '../json/open-document.js';
import { repeatedNameReading } from '../json/repeated-name.js';
import { xmlOpening } from '../xml/open-xml.js';

/** A body as it came: its text, and the value of what is JSON. */
export interface SentDocument {
  readonly form: 'json' | 'xml';
  readonly json: unknown;
  /** Still has every digit and every member. */
  readonly text: string;
}

export function sentIn(request: RawRequest): SentDocument {
  const { rawBody = '' } = request;
  return { form: hasXml(request) ? 'xml' : 'json', json: request.body, text: rawBody };
}

/** Opens what was sent, in either form. What holds more than is taken at once, or lost something when it was parsed, is refused. */
export async function openSent(
  { form, json, text }: SentDocument,
  by: Judging,
): Promise<OpenDocument> {
  if (form === 'xml') return stepByStep(xmlOpening(text, by));
  await refuseLoss(text);
  return openDocument(json, by);
}

async function refuseLoss(text: string): Promise<void> {
  const repeated = await stepByStep(repeatedNameReading(text));
  if (repeated !== undefined)
    throw refusal({ pointer: repeated, detail: namedTwice, rule: 'schema.member' });
  const lost = await stepByStep(lostNumberReading(text));
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
