import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { faultyRequest, Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import {
  cleanedCodes,
  refuseBeyond,
  refuseUnknown,
  stretchesOf,
  type CodeChoice,
  type CodeRange,
} from './code-choice.js';
import { lifeRules, type LifeChange } from './code-life.js';
import { refuseUnfit } from './code-unfit.js';
import {
  changeLife,
  countMet,
  coverRuns,
  lockRuns,
  selectUnfit,
  type Stretch,
} from './code-spans.store.js';
import { selectNamedCodes } from './codes.store.js';
import { CodesService } from './codes.service.js';

/** Stretches of different lives that one range may go over: each is a row to write, in the time of one statement. */
export const spansMax = 200_000;

/** What is asked for, and why, where a reason is kept. */
export interface WantedChange {
  readonly change: LifeChange;
  readonly choice: CodeChoice;
  readonly reason?: string;
}

/** How many codes a change was for. */
export interface Changed {
  readonly count: number;
  /** Codes of a range whose state the change is not for: they are as they were. */
  readonly passedOver: number;
}

/**
 * Takes item and case codes from the printed roll into life, and out of it. Of codes that are named all are changed or
 * none; a range is as the roll came from the press, so what was spoiled on it is passed over.
 */
@Injectable()
export class CodeLifeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly codes: CodesService,
  ) {}

  async change(actor: Actor, batchId: string, wanted: WantedChange): Promise<Changed> {
    const { choice, change } = wanted;
    const named = 'codes' in choice ? cleanedCodes(choice.codes) : undefined;
    await this.codes.ownBatchRun(actor, batchId);
    const { organisationId } = actor;
    const work = async (tx: Tx) => {
      const at = new Date(this.clock.now());
      const changed =
        'range' in choice
          ? await this.changeRange(tx, batchId, choice.range, { ...wanted, at })
          : await this.changeNamed(tx, batchId, named ?? [], { ...wanted, at });
      const payload = { batchId, size: changed.count };
      const row = { id: this.random.uuid(), organisationId, recordedAt: at };
      appendFeed(tx, [{ ...row, kind: lifeRules[change].told, subject: batchId, payload }]);
      return changed;
    };
    return this.database.transaction(work, { organisationId });
  }

  private async changeNamed(
    tx: Tx,
    batchId: string,
    codes: readonly string[],
    wanted: Dated,
  ): Promise<Changed> {
    const found = await selectNamedCodes(tx, batchId, codes);
    refuseUnknown(codes, found);
    const stretches = stretchesOf(found);
    const runIds = [...new Set(found.map(({ runId }) => runId))];
    await lockRuns(tx, batchId, runIds);
    await coverRuns(tx, runIds);
    refuseUnfit(codes, found, await selectUnfit(tx, wanted.change, stretches));
    await apply(tx, stretches, wanted);
    return { count: found.length, passedOver: 0 };
  }

  private async changeRange(
    tx: Tx,
    batchId: string,
    range: CodeRange,
    wanted: Dated,
  ): Promise<Changed> {
    const { runId, from, to } = range;
    const [run] = await lockRuns(tx, batchId, [runId]);
    refuseBeyond(range, run);
    const stretches = [{ runId, first: from, last: to }];
    await coverRuns(tx, [runId]);
    const { spans, unfit } = await countMet(tx, wanted.change, stretches);
    if (spans > spansMax) throw tooScattered();
    await apply(tx, stretches, wanted);
    return { count: to - from + 1 - unfit, passedOver: unfit };
  }
}

type Dated = WantedChange & { readonly at: Date };

function apply(tx: Tx, stretches: readonly Stretch[], wanted: Dated): Promise<void> {
  const { change, at, reason = null } = wanted;
  return changeLife(tx, change, stretches, { at, reason });
}

function tooScattered(): Problem {
  const detail = `goes over more than ${spansMax} stretches that were activated apart; choose a shorter one`;
  return faultyRequest([{ pointer: '/range', detail }]);
}
