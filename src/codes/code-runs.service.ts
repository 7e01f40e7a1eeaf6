import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { notFound, Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random } from '../platform/index.js';
import type { BatchRun } from './code.js';
import { endRun, selectOwnRun, selectOwnRuns } from './code-runs.store.js';
import { codeRunIssued } from './codes.problems.js';
import type { CodesPage, PageOfCodes } from './codes.service.js';
import { selectCodesOfBatch } from './codes.store.js';

/** Shows an organisation its runs of item and case codes, and gives up what they still wait for. */
@Injectable()
export class CodeRunsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Newest first. */
  async list(
    { organisationId }: Actor,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<BatchRun[]> {
    return selectOwnRuns(this.database.as({ organisationId }), organisationId, page);
  }

  /** One's own run with how far it is; another organisation's answers as one that does not exist. */
  async get({ organisationId }: Actor, runId: string): Promise<BatchRun> {
    const reader = this.database.as({ organisationId });
    return found(await selectOwnRun(reader, organisationId, runId));
  }

  /** A page of its codes, by their places. */
  async codes(actor: Actor, runId: string, page: PageOfCodes): Promise<CodesPage> {
    const run = await this.get(actor, runId);
    const reader = this.database.as({ organisationId: actor.organisationId });
    return { run, codes: await selectCodesOfBatch(reader, run.batchId, { ...page, runId }) };
  }

  /**
   * Ends a run where it is: codes that it has stay as they are, and no others are issued. The job's turn that is under way is
   * waited for. Said again it changes nothing.
   */
  async cancel({ organisationId }: Actor, runId: string): Promise<BatchRun> {
    return this.database.transaction(
      async (tx) => {
        const run = await endRun(tx, organisationId, runId);
        if (run === undefined)
          return cancelledBefore(await selectOwnRun(tx, organisationId, runId));
        const { batchId, kind, asked, size } = run;
        const row = { id: this.random.uuid(), organisationId, kind: 'code-run-cancelled' };
        const payload = { kind, batchId, size: asked - size };
        const recordedAt = new Date(this.clock.now());
        appendFeed(tx, [{ ...row, subject: runId, payload, recordedAt }]);
        return run;
      },
      { organisationId },
    );
  }
}

function cancelledBefore(run: BatchRun | undefined): BatchRun {
  const { asked, size } = found(run);
  if (asked > size) return found(run);
  throw new Problem(codeRunIssued, `All its ${size} codes are issued; void those you do not need.`);
}

function found(run: BatchRun | undefined): BatchRun {
  if (run === undefined) throw new Problem(notFound, 'There is no such run of yours.');
  return run;
}
