import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { notFound, Problem } from '../../kernel/index.js';
import { Clock, Database, Random, type Tx } from '../../platform/index.js';
import { RulePacks } from '../../rules/index.js';
import { CaseLogService } from '../case-log.service.js';
import { recallClock } from '../recall-clock.js';
import { extensionDecided } from '../recalls.problems.js';
import { RecallsService } from '../recalls.service.js';
import type { SeenRecall } from '../seen-recall.js';
import { grantedUntil, refuseAsking } from './extension.js';
import { insertExtension, selectExtensions, updateDecision } from './extensions.store.js';
import { openRecallOf, openRecallUnder } from './open-recall.js';

/** More time for the completion of a recall: its owner asks, and an authority over it consents or does not. */
@Injectable()
export class ExtensionsService {
  constructor(
    private readonly database: Database,
    private readonly recalls: RecallsService,
    private readonly rules: RulePacks,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly caseLog: CaseLogService,
  ) {}

  /** The owner asks. Nothing moves before an authority consents. */
  async ask(
    actor: Actor,
    id: string,
    { until, reason }: { readonly until: string; readonly reason: string },
  ): Promise<SeenRecall> {
    await this.change(actor, async (tx) => {
      const recall = await openRecallOf(tx, actor, id);
      const before = await selectExtensions(tx, [id]);
      const now = this.clock.now();
      const { completionDue } = recallClock(recall, this.rules, {
        now,
        extendedTo: grantedUntil(before),
      });
      refuseAsking(until, completionDue, before);
      const asked = { id: this.random.uuid(), recallId: id, until, reason, askedAt: new Date(now) };
      await insertExtension(tx, asked);
      this.caseLog.note(tx, recall, 'recall-extension-asked', { until });
    });
    return this.recalls.get(actor, id);
  }

  /** An authority over the owner says yes or no, once; of a recall that was taken over, its leader or one over that. */
  async decide(
    actor: Actor,
    [id, extensionId]: readonly [recall: string, extension: string],
    { isGranted, word }: { readonly isGranted: boolean; readonly word: string | null },
  ): Promise<SeenRecall> {
    await this.change(actor, async (tx) => {
      const recall = await openRecallUnder(tx, actor, id, ({ organisationId, leaderId }) =>
        leaderId === actor.organisationId ? organisationId : leaderId,
      );
      const extensions = await selectExtensions(tx, [id]);
      const asked = extensions.find((each) => each.id === extensionId);
      if (asked === undefined) {
        throw new Problem(notFound, 'Its owner asked for no such extension.');
      }
      if (asked.decision !== null) {
        const said = asked.decision.isGranted ? 'consented to' : 'refused';
        throw new Problem(
          extensionDecided,
          `It was ${said} at ${asked.decision.at.toISOString()}.`,
        );
      }
      const at = new Date(this.clock.now());
      await updateDecision(tx, extensionId, { at, byId: actor.organisationId, isGranted, word });
      const kind = isGranted ? 'recall-extended' : 'recall-extension-refused';
      for (const each of new Set([recall.organisationId, actor.organisationId])) {
        this.caseLog.note(tx, { id, organisationId: each }, kind);
      }
    });
    return this.recalls.get(actor, id);
  }

  private change(actor: Actor, work: (tx: Tx) => Promise<void>): Promise<void> {
    const { organisationId } = actor;
    return this.database.transaction(work, { organisationId, role: 'fold' });
  }
}
