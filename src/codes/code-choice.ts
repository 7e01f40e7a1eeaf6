import { IdentifierFault, parseCode, parseTyped } from '../identifiers/index.js';
import { invalidRequest, Problem, type Fault } from '../kernel/index.js';
import type { Stretch } from './code-spans.store.js';

/** Some item or case codes of a batch: by name as labels or scanners say them, or a stretch of a printed roll. */
export type CodeChoice = { readonly codes: readonly string[] } | { readonly range: CodeRange };

export interface CodeRange {
  readonly runId: string;
  /** Places in the run, counted from 1; both are chosen. */
  readonly from: number;
  readonly to: number;
}

/** A code that was named, and where it stands. */
export interface NamedCode {
  readonly code: string;
  readonly runId: string;
  readonly place: number;
}

/** The codes as they are stored; a mistyped one is refused before the database is asked. */
export function cleanedCodes(named: readonly string[]): string[] {
  const faults: Fault[] = [];
  const codes = named.map((text, i) => {
    try {
      return codeIn(text);
    } catch (fault) {
      if (!(fault instanceof IdentifierFault)) throw fault;
      faults.push({ pointer: `/codes/${i}`, detail: fault.message });
      return text;
    }
  });
  refuse(faults, 'Some of these are not codes.');
  return codes;
}

/** What a label or a scanner says: the code by itself, or the address that its QR symbol holds. */
function codeIn(text: string): string {
  const { parts } = parseTyped(text);
  return parseCode(parts.code ?? parts.serial ?? text);
}

/** Refuses codes that are none of the batch's. */
export function refuseUnknown(codes: readonly string[], found: readonly NamedCode[]): void {
  const known = new Set(found.map(({ code }) => code));
  const detail = 'is no item or case code of this batch';
  const faults = codes.flatMap((code, i) =>
    known.has(code) ? [] : [{ pointer: `/codes/${i}`, detail }],
  );
  refuse(faults, 'Some codes are not of this batch.');
}

/** Refuses a range beyond the places that have codes; the run is undefined where the batch has no such run of items or cases. */
export function refuseBeyond(
  { from, to }: CodeRange,
  run: { readonly issued: number } | undefined,
): void {
  if (run !== undefined && 1 <= from && from <= to && to <= run.issued) return;
  const detail =
    'must lie within one run of item or case codes of this batch, from 1 to the last code issued';
  refuse([{ pointer: '/range', detail }], 'The range is not of this batch.');
}

/** The fewest stretches that are these places and no others. */
export function stretchesOf(named: readonly NamedCode[]): Stretch[] {
  const stretches: { runId: string; first: number; last: number }[] = [];
  for (const { runId, place } of named.toSorted(inOrder)) {
    const open = stretches.at(-1);
    if (open?.runId === runId && place <= open.last + 1) open.last = place;
    else stretches.push({ runId, first: place, last: place });
  }
  return stretches;
}

function inOrder(one: NamedCode, other: NamedCode): number {
  return one.runId === other.runId ? one.place - other.place : one.runId.localeCompare(other.runId);
}

function refuse(faults: readonly Fault[], detail: string): void {
  if (faults.length > 0) throw new Problem(invalidRequest, detail, faults);
}
