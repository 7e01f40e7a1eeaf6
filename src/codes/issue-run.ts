import { appendFeed } from '../log/index.js';
import type { Clock, Random, Tx } from '../platform/index.js';
import type { CodeRun } from './code.js';
import { advanceRun, insertRun, takeRun } from './code-runs.store.js';
import { insertCodes } from './codes.store.js';
import { fillRun } from './run-filling.js';

/** What issuing takes from outside. */
export interface Means {
  readonly clock: Clock;
  readonly random: Random;
}

/** A run as it is asked for. */
export type NewRun = Omit<CodeRun, 'id' | 'asked' | 'issued' | 'issuedAt'>;

/** A run and its codes in the order of their places. */
export interface IssuedRun {
  readonly run: CodeRun;
  readonly codes: readonly string[];
}

/** Issues a run that is small enough for one transaction. */
export async function issueRun(tx: Tx, wanted: NewRun, by: Means): Promise<IssuedRun> {
  const run = runOf(wanted, wanted.size, by);
  await insertRun(tx, run);
  const codes = await fillRun(tx, run, by.random);
  tell(tx, run, { kind: 'codes-issued', size: run.size }, by);
  return { run, codes };
}

/** Begins a run whose codes a job issues. */
export async function beginRun(tx: Tx, wanted: NewRun, by: Means): Promise<CodeRun> {
  const run = runOf(wanted, 0, by);
  await insertRun(tx, run);
  tell(tx, run, { kind: 'code-run-begun', size: run.size }, by);
  return run;
}

/** Codes that a run gets at a turn: others want theirs, and an activation of codes of the same run waits meanwhile. */
export const codesOfTurn = 10_000;

/**
 * Writes the next codes of a run that waits for them, of those that were drawn for this turn. They and how far the run is commit
 * together, so whoever takes it on after a crash leaves no place out and gives none two codes. False where the run has all, or
 * somebody else is at it.
 */
export async function continueRun(
  tx: Tx,
  runId: string,
  drawn: readonly string[],
  by: Means,
): Promise<boolean> {
  const run = await takeRun(tx, runId);
  if (run === undefined) return false;
  const codes = drawn.slice(0, run.size - run.issued);
  await insertCodes(tx, run, codes);
  await advanceRun(tx, runId, run.issued + codes.length, new Date(by.clock.now()));
  tell(tx, run, { kind: 'codes-issued', size: codes.length }, by);
  return true;
}

function runOf(wanted: NewRun, issued: number, { clock, random }: Means): CodeRun {
  const { size: asked } = wanted;
  return { ...wanted, id: random.uuid(), asked, issued, issuedAt: new Date(clock.now()) };
}

function tell(
  tx: Tx,
  run: CodeRun,
  { kind, size }: { readonly kind: string; readonly size: number },
  { clock, random }: Means,
): void {
  const { organisationId, batchId } = run;
  const payload = { kind: run.kind, batchId, size };
  const row = { id: random.uuid(), organisationId, recordedAt: new Date(clock.now()) };
  appendFeed(tx, [{ ...row, kind, subject: run.id, payload }]);
}
