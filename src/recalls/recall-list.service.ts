import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { grouped } from '../kernel/index.js';
import { Clock, Database } from '../platform/index.js';
import { RulePacks } from '../rules/index.js';
import { grantedUntil } from './course/extension.js';
import { selectExtensions } from './course/extensions.store.js';
import { dueSteps, isOverdue, type DueStep } from './due-steps.js';
import { selectSignatures } from './opening/signatures.store.js';
import { maySeeAll, type Recall } from './recall.js';
import { recallClock } from './recall-clock.js';
import { selectSeenRecalls } from './recalls.store.js';

/** A recall of a list, and what comes next in it. */
export interface ListedRecall {
  readonly recall: Recall;
  /** Null where nothing is to be done, and for those who were only told of the recall. */
  readonly next: DueStep | null;
  readonly isOverdue: boolean;
}

/** Recalls read at a time where few of them may be asked for: a list of one would read thousands one by one. */
const pageOfSearch = 200;

/** Which recalls; `overdue` left out: all. */
export interface RecallsAsked {
  readonly before: string | undefined;
  readonly limit: number;
  readonly overdue?: boolean | undefined;
}

@Injectable()
export class RecallListService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: RulePacks,
  ) {}

  /** Recalls that the actor opened or was told of, newest first; a regulator's are those of its jurisdiction, too. */
  async list(actor: Actor, { before, limit, overdue }: RecallsAsked): Promise<ListedRecall[]> {
    const found: ListedRecall[] = [];
    const reader = this.database.as({ organisationId: actor.organisationId });
    // What is overdue follows from rules, which the database does not know: pages are read until one is full.
    const size = overdue === undefined ? limit : pageOfSearch;
    for (let last = before; found.length < limit;) {
      const page = { before: last, limit: size, openOnly: overdue === true };
      const recalls = await selectSeenRecalls(reader, actor, page);
      const listed = await this.withSteps(actor, recalls);
      found.push(...listed.filter((each) => overdue === undefined || each.isOverdue === overdue));
      if (recalls.length < size) break;
      last = recalls.at(-1)?.id;
    }
    return found.slice(0, limit);
  }

  private async withSteps(actor: Actor, recalls: readonly Recall[]): Promise<ListedRecall[]> {
    const { organisationId } = actor;
    const now = this.clock.now();
    const ids = recalls.map(({ id }) => id);
    const reader = this.database.as({ organisationId });
    const signatures = await selectSignatures(reader, ids);
    const extensions = grouped(await selectExtensions(reader, ids), ({ recallId }) => recallId);
    const due = new Map(
      signatures.flatMap(({ recallId, signedAt, dueAt }) =>
        signedAt === null ? [[recallId, dueAt] as const] : [],
      ),
    );
    return recalls.map((recall) => {
      if (!maySeeAll(actor, recall)) return { recall, next: null, isOverdue: false };
      // Its start is past: when the risk was known decides nothing of what comes next.
      const clock = recallClock({ ...recall, knownAt: null }, this.rules, {
        now,
        extendedTo: grantedUntil(extensions.get(recall.id) ?? []),
      });
      const steps = dueSteps({ recall, clock, secondDueAt: due.get(recall.id) ?? null });
      return {
        recall,
        next: steps[0] ?? null,
        isOverdue: steps.some((step) => isOverdue(step, now)),
      };
    });
  }
}
