import { notFound, Problem } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import {
  selectLabelledRun,
  selectStretch,
  type LabelledRun,
  type PlacedCode,
} from './labelled-runs.store.js';
import { codesMissing } from './labels.problems.js';

/** Places of a run from one to another, counted from 1 and both meant. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A run of one's own; another organisation's answers as one that does not exist. */
export async function ownRun(
  reader: Reader,
  organisationId: string,
  by: Parameters<typeof selectLabelledRun>[2],
): Promise<LabelledRun> {
  const run = await selectLabelledRun(reader, organisationId, by);
  if (run !== undefined) return run;
  throw new Problem(notFound, 'There is no such batch or run of codes of yours.');
}

/** All codes of a stretch, or none: a label that is left out is found out when the roll is used. */
export async function wholeStretch(
  reader: Reader,
  run: Pick<LabelledRun, 'id' | 'batchId'>,
  stretch: Stretch,
): Promise<PlacedCode[]> {
  const codes = await selectStretch(reader, run, stretch);
  if (codes.length === stretch.to - stretch.from + 1) return codes;
  throw new Problem(
    codesMissing,
    'Wait until the run is issued to its end, or take what is there.',
  );
}
