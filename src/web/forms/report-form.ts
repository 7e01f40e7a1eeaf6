import { complaintKinds, lineMax, wordsMax, type ReportRequest } from '../../complaints/index.js';
import { isUuid, parseDate, ValueFault } from '../../kernel/index.js';
import type { Speech } from '../catalogue/speech.js';
import { typed, type FormFault, type FormReading } from './form-fault.js';

/** A field that people do not see and programs that fill in whatever they find do. */
export const trapField = 'website';

/** What the form of a consumer says, or all that is wrong with it; what the code means is for the service to say. */
export function readReport(fields: URLSearchParams, speech: Speech): FormReading<ReportRequest> {
  const { say, language } = speech;
  const kind = complaintKinds.find((each) => each === fields.get('kind'));
  const words = (fields.get('words') ?? '').replace(/\r\n?/g, '\n').trim();
  const lines = Object.fromEntries(
    (['code', 'shop', 'place', 'contact'] as const).map((name) => [name, typed(fields, name)]),
  ) as Record<'code' | 'shop' | 'place' | 'contact', string>;
  const boughtOn = typed(fields, 'boughtOn');
  const faults: FormFault[] = Object.entries(lines)
    .filter(([, line]) => line !== '' && !isLine(line))
    .map(([field]) => ({ field, text: say('fault.reportLine', { most: lineMax }) }));
  if (lines.code === '') faults.push({ field: 'code', text: say('fault.code') });
  if (kind === undefined) faults.push({ field: 'kind', text: say('fault.reportKind') });
  if (!isText(words)) {
    faults.push({ field: 'words', text: say('fault.reportWords', { most: wordsMax }) });
  }
  if (boughtOn !== '' && !isDay(boughtOn)) {
    faults.push({ field: 'boughtOn', text: say('fault.dayShape') });
  }
  if (fields.has(trapField) && fields.get(trapField) !== '') {
    faults.push({ field: trapField, text: say('fault.trap') });
  }
  if (kind === undefined || faults.length > 0) return { faults };
  const once = fields.get('once') ?? '';
  const { code, shop, place, contact } = lines;
  const request: ReportRequest = {
    ...{ code, kind, words, language },
    ...(boughtOn !== '' && { boughtOn }),
    ...(shop !== '' && { shop }),
    ...(place !== '' && { place }),
    ...(contact !== '' && { contact }),
    ...(isUuid(once) && { once }),
  };
  return { request, faults: [] };
}

const isLine = (text: string) => text.length <= lineMax && /^\P{C}+$/u.test(text);

const isText = (text: string) =>
  text !== '' && text.length <= wordsMax && !/[^\P{Cc}\t\n]/u.test(text);

function isDay(text: string): boolean {
  try {
    parseDate(text);
    return true;
  } catch (error) {
    if (error instanceof ValueFault) return false;
    throw error;
  }
}
