import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@jest/globals';
import type { Searched, Searcher } from './searcher.js';

/** A line for each service that was started, and one for each that was searched to its end. */
export interface TallyLine {
  readonly suite: string;
  readonly searched?: Searched;
}

/** The suites of a run are processes of their own, so they note in a file what the end of the run, global-teardown.ts, adds up. */
export function noteStarted(): void {
  note({ suite: suite() });
}

/** The end of a service: fails if it told anybody what is not for them. */
export async function finishSearch(searcher: Searcher): Promise<void> {
  const findings = await searcher.findings();
  note({ suite: suite(), searched: searcher.searched });
  if (findings.length > 0) throw new Error(`told to whom it is not for:\n${findings.join('\n')}`);
}

function note(line: TallyLine): void {
  const directory = process.env.FURROW_TEST_DATA;
  if (directory === undefined) throw new Error('outside a run there is nowhere to note it');
  appendFileSync(path.join(directory, 'canaries.jsonl'), `${JSON.stringify(line)}\n`);
}

const suite = () => path.relative('.', expect.getState().testPath ?? 'no suite');
