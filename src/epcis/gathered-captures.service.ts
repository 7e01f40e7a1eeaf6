import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { CaptureService, type Captured, type EpcisEvent } from '../events/index.js';
import { Clock, Database, isUnavailable, NoTurn, turnMilliseconds } from '../platform/index.js';
import { isShort } from './capture-limits.js';

/** Short documents written together. */
const documentsMax = 50;

interface Waiting {
  readonly events: readonly EpcisEvent[];
  readonly since: number;
  readonly resolve: (captured: readonly Captured[]) => void;
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

  /** Answers in the order of `events`, once they are stored. */
  capture(actor: Actor, events: readonly EpcisEvent[]): Promise<readonly Captured[]> {
    // Others would wait for a long one, which gains nothing from company.
    if (!isShort(events)) return this.together(actor, [events]);
    return new Promise((resolve, reject) => {
      const document = { events, since: this.clock.now(), resolve, reject };
      const queue = this.waiting.get(queueOf(actor));
      if (queue) queue.push(document);
      else void this.writeAll(actor, [document]);
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
      const captured = await this.together(
        actor,
        group.map(({ events }) => events),
      );
      let from = 0;
      for (const { events, resolve } of group) {
        resolve(captured.slice(from, from + events.length));
        from += events.length;
      }
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

  private async together(
    actor: Actor,
    documents: readonly (readonly EpcisEvent[])[],
  ): Promise<readonly Captured[]> {
    return this.database.transaction(
      async (tx) => {
        const captured = await this.captures.capture(tx, actor, documents.flat(), 'fact');
        const isLate = documents.length > 1 && captured.some(({ settling }) => settling);
        if (isLate) throw new GroupPutOff();
        return captured;
      },
      { organisationId: actor.organisationId, role: 'fold' },
    );
  }
}

/** A key may be sent for several members, and what is written together is one organisation's. */
function queueOf({ organisationId, credential }: Actor): string {
  return `${organisationId} ${credential}`;
}
