import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { CaptureService, type EpcisEvent, type Outcome } from '../../events/index.js';
import { present, Problem } from '../../kernel/index.js';
import { Clock, Database, isUnavailable, NoTurn, turnMilliseconds } from '../../platform/index.js';
import type { CaptureJob } from './capture-job.js';
import { isShort } from './capture-limits.js';
import { insertJobs } from './captures.store.js';
import { keepSentElements } from '../vocabularies/keep-elements.js';
import type { SentElement } from '../json/read-vocabularies.js';

/** Short documents written together. */
const documentsMax = 50;

/** What is to be stored of one document. */
export interface CapturedDocument {
  readonly events: readonly EpcisEvent[];
  /** How many events it came with, where bad ones were left out of `events`. */
  readonly sent?: number;
  /** Whether an event whose id stands for other content is left out as well, or refuses the whole. */
  readonly proceeds?: boolean;
  /** The job that is written with the events, once it is known what became of each. */
  readonly jobOf?: (outcomes: readonly Outcome[]) => CaptureJob;
  /** The refusal of one of `events`, by its place among them, with pointers into the document. */
  readonly placed?: (refusal: Problem, index: number) => Problem;
  /** What its header says of the things that it names. */
  readonly masterData?: readonly SentElement[];
}

interface Waiting {
  readonly document: CapturedDocument;
  readonly since: number;
  readonly resolve: (outcomes: readonly Outcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Rolls a group back in which one is so late that all of them would be folded later. */
class GroupPutOff extends Error {}

/**
 * Captures facts, each document in a transaction. Short ones that come under the same key, for the same organisation, while
 * another is being written are written together in the next: a transaction costs several times what an event does, and a dock where forty gates
 * scan at once pays it once. Nobody waits for company. Where a group is refused, each of it is written alone, so that
 * nobody is answered for what another sent. None waits longer for those of its key than it may then wait for its turn at
 * the database: turns bound each transaction, not how many of them come before.
 */
@Injectable()
export class GatheredCaptures {
  /** Those that wait, by the queue whose capture is under way. */
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(
    private readonly database: Database,
    private readonly captures: CaptureService,
    private readonly clock: Clock,
  ) {}

  /** Answers in the order of the document's events, once they are stored. */
  async capture(actor: Actor, document: CapturedDocument): Promise<readonly Outcome[]> {
    // Others would wait for a long one, which gains nothing from company.
    const { events, sent, masterData = [] } = document;
    if (masterData.length > 0 || !isShort(events, sent)) {
      const [outcomes = []] = await this.together(actor, [document]);
      return outcomes;
    }
    return new Promise((resolve, reject) => {
      const waiting = { document, since: this.clock.now(), resolve, reject };
      const queue = this.waiting.get(queueOf(actor));
      if (queue) queue.push(waiting);
      else void this.writeAll(actor, [waiting]);
    });
  }

  private async writeAll(actor: Actor, queue: Waiting[]): Promise<void> {
    this.waiting.set(queueOf(actor), queue);
    while (queue.length > 0) await this.write(actor, queue.splice(0, documentsMax));
    this.waiting.delete(queueOf(actor));
  }

  private async write(actor: Actor, waiting: readonly Waiting[]): Promise<void> {
    const group = waiting.filter((each) => this.isInTime(each));
    if (group.length === 0) return;
    try {
      const outcomes = await this.together(
        actor,
        group.map(({ document }) => document),
      );
      group.forEach(({ resolve }, i) => resolve(outcomes[i] ?? []));
    } catch (error) {
      // A database that is away would be so for each of them.
      const isWorthTryingAlone = group.length > 1 && !isUnavailable(error);
      for (const each of group) {
        if (isWorthTryingAlone) await this.write(actor, [each]);
        else each.reject(error);
      }
    }
  }

  /** Whoever waited too long is sent away, having stored nothing: coming again is as good. */
  private isInTime({ since, reject }: Waiting): boolean {
    const isLate = this.clock.now() - since > turnMilliseconds;
    if (isLate) reject(new NoTurn('too many documents under this key came before'));
    return !isLate;
  }

  /** What became of the events of each document. */
  private async together(
    actor: Actor,
    documents: readonly CapturedDocument[],
  ): Promise<readonly (readonly Outcome[])[]> {
    const { organisationId } = actor;
    const events = documents.flatMap((document) => document.events);
    const origins = documents.flatMap((document) =>
      document.events.map((_, index) => ({ document, index })),
    );
    return this.database.transaction(
      async (tx) => {
        const outcomes = await this.captures.captureEach(tx, actor, events, (refusal, at) => {
          const { document, index } = present(origins[at], 'an origin for each event');
          const placed = document.placed?.(refusal, index) ?? refusal;
          if (document.proceeds === true) return placed;
          throw placed;
        });
        if (documents.length > 1 && outcomes.some(isSettling)) throw new GroupPutOff();
        const each = dividedAs(documents, outcomes);
        const jobs = documents.flatMap(({ jobOf }, i) => jobOf?.(each[i] ?? []) ?? []);
        insertJobs(tx, organisationId, jobs);
        const recordedAt = new Date(this.clock.now());
        for (const { masterData = [] } of documents) {
          if (masterData.length === 0) continue;
          await keepSentElements(tx, organisationId, masterData, recordedAt);
        }
        return each;
      },
      { organisationId, role: 'fold' },
    );
  }
}

function isSettling(outcome: Outcome): boolean {
  return !(outcome instanceof Problem) && outcome.settling;
}

function dividedAs(
  documents: readonly CapturedDocument[],
  outcomes: readonly Outcome[],
): readonly (readonly Outcome[])[] {
  let from = 0;
  return documents.map(({ events }) => outcomes.slice(from, (from += events.length)));
}

/** A key may be sent for several members, and what is written together is one organisation's. */
function queueOf({ organisationId, credential }: Actor): string {
  return `${organisationId} ${credential}`;
}
