import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import {
  cleanedChoice,
  refuseMissing,
  voidFaults,
  type ChosenCode,
  type CodeChoice,
} from './code-choice.js';
import { activate, lockChosen, voidCodes } from './code-life.store.js';
import { codeVoid } from './codes.problems.js';
import { CodesService } from './codes.service.js';

/** Takes item and case codes from the printed roll into life, and out of it: all those chosen, or none. */
@Injectable()
export class CodeLifeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly codes: CodesService,
  ) {}

  /** Makes codes answer strangers: their labels are on goods now. Says how many were chosen. */
  async activate(actor: Actor, batchId: string, choice: CodeChoice): Promise<number> {
    const chosen = cleanedChoice(choice);
    return this.change(actor, batchId, chosen, async (tx, met, at) => {
      const faults = voidFaults(chosen, met);
      if (faults.length > 0) {
        throw new Problem(codeVoid, 'A void code cannot be activated; use another label.', faults);
      }
      await activate(
        tx,
        met.map(({ code }) => code),
        at,
      );
      return 'codes-activated';
    });
  }

  /** Withdraws codes for ever: spoiled in printing, lost, or off goods that are gone. Says how many were chosen. */
  async void(actor: Actor, batchId: string, choice: CodeChoice, reason: string): Promise<number> {
    return this.change(actor, batchId, cleanedChoice(choice), async (tx, met, at) => {
      await voidCodes(
        tx,
        met.map(({ code }) => code),
        { at, reason },
      );
      return 'codes-voided';
    });
  }

  /** Applies a change, which answers the kind of its feed row. */
  private async change(
    actor: Actor,
    batchId: string,
    chosen: CodeChoice,
    apply: (tx: Tx, met: readonly ChosenCode[], at: Date) => Promise<string>,
  ): Promise<number> {
    await this.codes.ownBatchRun(actor, batchId);
    const { organisationId } = actor;
    const work = async (tx: Tx) => {
      const met = await lockChosen(tx, batchId, chosen);
      refuseMissing(chosen, met);
      const recordedAt = new Date(this.clock.now());
      const kind = await apply(tx, met, recordedAt);
      const payload = { batchId, size: met.length };
      const id = this.random.uuid();
      appendFeed(tx, [{ id, organisationId, kind, subject: batchId, payload, recordedAt }]);
      return met.length;
    };
    return this.database.transaction(work, { organisationId });
  }
}
