import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { faultyRequest, notFound, Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { pastMoment } from './case-moments.js';
import { percentOf, sampleOf, type CheckLevel, type CheckOutcome } from './checks.js';
import { insertCheck, insertOutcome, selectChecks } from './checks.store.js';
import { openRecallOf } from './course/open-recall.js';
import { readContacts } from './read-contacts.js';
import type { OwnRecall } from './recall.js';
import { outcomeRecorded } from './recalls.problems.js';
import { readScope } from './scope.js';

/** Draws checks of whether a recall reached whom it had to, and takes what they found. */
@Injectable()
export class ChecksService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** The owner of an open recall has a sample drawn of those who have to know by now. */
  async draw(
    actor: Actor,
    recallId: string,
    { level, percent }: { readonly level: CheckLevel; readonly percent: number | undefined },
  ): Promise<void> {
    const share = percentOf(level, percent);
    await this.change(actor, recallId, async (tx, recall) => {
      const contacts = await readContacts(tx, await readScope(tx, recall), []);
      const parties = contacts.flatMap(({ partyId }) => partyId ?? []).sort();
      const [id, seed] = [this.random.uuid(), this.random.uuid()];
      const drawnAt = new Date(this.clock.now());
      const { organisationId } = recall;
      const check = { id, level, percent: share, seed, parties, drawnAt };
      await insertCheck(tx, { recallId, organisationId }, check);
      return 'recall-check-drawn';
    });
  }

  /** What was found at one party of the sample, once. */
  async found(
    actor: Actor,
    { recallId, checkId }: { readonly recallId: string; readonly checkId: string },
    { at, ...outcome }: Omit<CheckOutcome, 'checkedAt'> & { readonly at: string | undefined },
  ): Promise<void> {
    await this.change(actor, recallId, async (tx, { organisationId }) => {
      const check = (await selectChecks(tx, recallId)).find(({ id }) => id === checkId);
      if (check === undefined) throw new Problem(notFound, 'This recall has no such check.');
      if (!sampleOf(check).includes(outcome.partyId)) {
        throw faultyRequest([
          { pointer: '/partyId', detail: 'is not in the sample of this check; it names who is' },
        ]);
      }
      const now = new Date(this.clock.now());
      const checkedAt = pastMoment(at, { since: check.drawnAt, what: 'the check was drawn', now });
      const of = { recallId, checkId, organisationId };
      if (!(await insertOutcome(tx, of, { ...outcome, checkedAt }))) {
        throw new Problem(outcomeRecorded, 'It stands as it was told first.');
      }
      return 'recall-checked';
    });
  }

  private async change(
    actor: Actor,
    recallId: string,
    work: (tx: Tx, recall: OwnRecall) => Promise<string>,
  ): Promise<void> {
    const { organisationId } = actor;
    await this.database.transaction(
      async (tx) => {
        const kind = await work(tx, await openRecallOf(tx, actor, recallId));
        const recordedAt = new Date(this.clock.now());
        const row = { organisationId, kind, subject: recallId, payload: {}, recordedAt };
        appendFeed(tx, [{ id: this.random.uuid(), ...row }]);
      },
      { organisationId, role: 'fold' },
    );
  }
}
