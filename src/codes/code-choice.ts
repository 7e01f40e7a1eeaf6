import { IdentifierFault, parseCode } from '../identifiers/index.js';
import { invalidRequest, Problem, type Fault } from '../kernel/index.js';

/** Some item or case codes of a batch: by name as labels or scanners say them, or a stretch of a printed roll. */
export type CodeChoice = { readonly codes: readonly string[] } | { readonly range: CodeRange };

export interface CodeRange {
  readonly runId: string;
  /** Places in the run, counted from 1; both are chosen. */
  readonly from: number;
  readonly to: number;
}

/** A code that a choice met. */
export interface ChosenCode {
  readonly code: string;
  readonly voided: boolean;
}

/** The choice with each code as it is stored; a mistyped one is refused before the database is asked. */
export function cleanedChoice(choice: CodeChoice): CodeChoice {
  if (!('codes' in choice)) return choice;
  const faults: Fault[] = [];
  const codes = choice.codes.map((typed, i) => {
    try {
      return parseCode(typed);
    } catch (fault) {
      if (!(fault instanceof IdentifierFault)) throw fault;
      faults.push({ pointer: `/codes/${i}`, detail: fault.message });
      return typed;
    }
  });
  refuse(faults, 'Some of these are not codes.');
  return { codes };
}

/** Refuses a choice that reaches beyond the item and case codes of its batch. */
export function refuseMissing(choice: CodeChoice, met: readonly ChosenCode[]): void {
  if ('codes' in choice) {
    const known = new Set(met.map(({ code }) => code));
    const detail = 'is no item or case code of this batch';
    refuse(
      faultsAt(choice.codes, (code) => !known.has(code), detail),
      'Some codes are not of this batch.',
    );
  } else if (met.length === 0 || met.length !== choice.range.to - choice.range.from + 1) {
    const detail =
      'must lie within one run of item or case codes of this batch, from 1 to its size';
    refuse([{ pointer: '/range', detail }], 'The range is not of this batch.');
  }
}

/** Where the choice has void codes. */
export function voidFaults(choice: CodeChoice, met: readonly ChosenCode[]): Fault[] {
  const voided = new Set(met.filter((code) => code.voided).map(({ code }) => code));
  if ('codes' in choice) return faultsAt(choice.codes, (code) => voided.has(code), 'is void');
  return [...voided].map((code) => ({ pointer: '/range', detail: `${code} is void` }));
}

function faultsAt(
  codes: readonly string[],
  isFaulty: (code: string) => boolean,
  detail: string,
): Fault[] {
  return codes.flatMap((code, i) => (isFaulty(code) ? [{ pointer: `/codes/${i}`, detail }] : []));
}

function refuse(faults: readonly Fault[], detail: string): void {
  if (faults.length > 0) throw new Problem(invalidRequest, detail, faults);
}
