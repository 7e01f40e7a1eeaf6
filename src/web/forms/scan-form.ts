import { IdentifierFault, parseTyped, readCode, type Identifier } from '../../identifiers/index.js';
import { isUuid } from '../../kernel/index.js';
import type { Speech } from '../catalogue/speech.js';
import { readAmount, typedAmount, type AmountTyped } from './amount-form.js';
import { typed, type FormFault, type FormReading } from './form-fault.js';

/** At most so many codes in one hand-over: as many as one act may name. */
export const scansMax = 200;

const scanLengthMax = 256;

/** A carrier's list as it travels in the form: the page itself remembers, nothing on the server does. */
export interface ScanFields {
  readonly scans: readonly string[];
  readonly place: string;
  readonly counterpart: string;
  readonly document: string;
  /** What was counted of a code whose amount nobody has recorded, as typed; by code. */
  readonly counted: ReadonlyMap<string, AmountTyped>;
}

/** What was pressed: Enter after a scan, a line's Remove, or one of the two large buttons. */
export type ScanStep =
  | { readonly press: 'add'; readonly code: string }
  | { readonly press: 'remove'; readonly code: string }
  | { readonly press: HandOffAct; readonly code?: string };
export type HandOffAct = 'take-over' | 'hand-over';

/** Body of the request that hands goods off. It is an act, so the service says when. */
export interface HandOffRequest {
  readonly act: HandOffAct;
  readonly codes: readonly string[];
  readonly locationId: string;
  readonly counterpartId: string;
  readonly document?: string;
  /** Amounts that the carrier states, because nobody else has. */
  readonly counted: readonly CountedAmount[];
}

export interface CountedAmount {
  readonly code: string;
  readonly quantity: AmountTyped;
}

/** Names of the inputs for what was counted of a code. */
export function countNames(code: string): { readonly value: string; readonly unit: string } {
  return { value: `amount-${code}`, unit: `unit-${code}` };
}

export function readScanFields(fields: URLSearchParams): ScanFields {
  const scans = [...new Set(fields.getAll('scan').map(shortest))].filter(isScan).slice(0, scansMax);
  const asked = scans.filter((code) => fields.has(countNames(code).value));
  return {
    scans,
    counted: new Map(asked.map((code) => [code, typedAmount(fields, countNames(code))])),
    place: typed(fields, 'place'),
    counterpart: typed(fields, 'counterpart'),
    document: Array.from(typed(fields, 'document')).slice(0, 64).join(''),
  };
}

/**
 * One thing is one line, whichever of its notations was scanned: our bare code, also as the serial of a GTIN, or else its
 * key. That a batch's number and its code are one batch only the database knows.
 */
function shortest(text: string): string {
  const read = unlessFaulty(() => parseTyped(text));
  if (read === undefined) return text;
  const { code, serial = '' } = read.parts;
  return code ?? readCode(serial).code ?? read.key;
}

function unlessFaulty(read: () => Identifier): Identifier | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof IdentifierFault) return undefined;
    throw error;
  }
}

const isScan = (text: string) => text !== '' && text.length <= scanLengthMax;

/**
 * What to do with the form. A code still in the field goes along with a large button and joins the list
 * first: a scanner that sends no Enter must not lose the last pallet.
 */
export function readScanStep(fields: URLSearchParams): ScanStep {
  const remove = fields.get('remove');
  if (remove !== null) return { press: 'remove', code: remove };
  const code = shortest(typed(fields, 'code'));
  const act = fields.get('act');
  if (act !== 'take-over' && act !== 'hand-over') return { press: 'add', code };
  return code === '' ? { press: act } : { press: act, code };
}

/** The list with one more code. Scanning a code twice is no fault and changes nothing. */
export function withScan(
  list: ScanFields,
  code: string,
): { readonly list: ScanFields; readonly outcome: 'added' | 'twice' | 'full' | 'empty' } {
  if (!isScan(code)) return { list, outcome: 'empty' };
  if (list.scans.includes(code)) return { list, outcome: 'twice' };
  if (list.scans.length >= scansMax) return { list, outcome: 'full' };
  return { list: { ...list, scans: [...list.scans, code] }, outcome: 'added' };
}

export function withoutScan(list: ScanFields, code: string): ScanFields {
  return { ...list, scans: list.scans.filter((scan) => scan !== code) };
}

/** The finished list as a request, or what it still lacks. */
export function handOffRequest(
  list: ScanFields,
  act: HandOffAct,
  speech: Speech,
): FormReading<HandOffRequest> {
  const { say } = speech;
  const faults: FormFault[] = [];
  if (list.scans.length === 0) faults.push({ field: 'code', text: say('fault.codeMissing') });
  if (!isUuid(list.place)) faults.push({ field: 'place', text: say('fault.placeMissing') });
  if (!isUuid(list.counterpart)) {
    faults.push({ field: 'counterpart', text: say('fault.counterpartMissing') });
  }
  const counted = act === 'take-over' ? readCounted(list, speech) : { request: [], faults: [] };
  faults.push(...counted.faults);
  if (faults.length > 0) return { faults };
  return {
    faults: [],
    request: {
      act,
      codes: list.scans,
      locationId: list.place,
      counterpartId: list.counterpart,
      counted: counted.request ?? [],
      ...(list.document !== '' && { document: list.document }),
    },
  };
}

/** An amount left empty is asked for again only if it is still needed: the other firm may have recorded it since. */
function readCounted({ counted }: ScanFields, speech: Speech): FormReading<CountedAmount[]> {
  const stated = [...counted].filter(([, { value }]) => value !== '');
  const read = stated.map(([code, amount]) => ({
    code,
    ...readAmount(amount, countNames(code), speech),
  }));
  const faults = read.flatMap((each) => each.faults);
  if (faults.length > 0) return { faults };
  return {
    request: read.flatMap(({ code, request }) => (request ? [{ code, quantity: request }] : [])),
    faults: [],
  };
}
