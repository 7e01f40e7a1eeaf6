import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ActorsService } from '../../access/index.js';
import type { SeenEvent } from '../../events/index.js';
import { grouped } from '../../kernel/index.js';
import { Loop, readFeed, type NumberedFeedRow, type Progress } from '../../log/index.js';
import {
  Clock,
  Config,
  Database,
  processLog,
  Random,
  type Logger,
  type Reader,
} from '../../platform/index.js';
import { selectNamedQuery } from '../queries/named-queries.store.js';
import { gatheredMax, type EventSocket } from './event-socket.js';
import { eventsIn, matchedAmong, refsAfter, rowsAtOnce } from './matching.js';
import { eventsText, seenInOrder } from './messages.js';
import { OpenSockets } from './open-sockets.js';
import { selectMeasured } from './queueing.store.js';
import { inMessages } from './subscription.js';
import { toldProblem } from './told-problem.js';

/** While events come, one is told within about this time of being numbered. */
const pauseMs = 100;

/** Longest statement that matches: other sockets wait meanwhile, and whose it is are closed. */
export const socketMatchMilliseconds = 3_000;

/**
 * Tells the sockets of this process what comes, and looks after them. It follows the feed for them alone, from where each
 * was opened, and keeps nothing of it.
 */
@Injectable()
export class SocketTellingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  constructor(
    private readonly database: Database,
    private readonly open: OpenSockets,
    private readonly actors: ActorsService,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly config: Config,
    @Inject(processLog) private readonly logger: Logger,
  ) {
    const onFault = (err: unknown) => logger.error({ err }, 'sockets were not told');
    this.loop = new Loop({ step: () => this.step(), pauseMs, onFault });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    for (const socket of this.open.all) socket.close('stopping');
    // Enough for the word to leave; who does not answer it is not waited for.
    await new Promise((resume) => setImmediate(resume));
    this.open.cut();
  }

  /** Brings what was there before it was opened. */
  begin(socket: EventSocket, earlier: readonly string[]): Promise<void> {
    return this.attempt([socket], () => this.bring(socket, earlier));
  }

  /** Tells each socket what came, and looks after it. */
  async step(): Promise<Progress> {
    const sockets = this.open.all;
    if (sockets.length === 0) return 'nothing';
    const from = Math.min(...sockets.map(({ position }) => position));
    const rows = await readFeed(this.reader, from, rowsAtOnce);
    const alike = grouped(sockets, (socket) => socket.asksFor);
    for (const each of alike.values()) await this.attempt(each, () => this.tell(each, rows));
    for (const socket of sockets) await this.attempt([socket], () => this.attend(socket));
    if (rows.length === 0) return 'nothing';
    return rows.length < rowsAtOnce ? 'caught-up' : 'more';
  }

  /** A socket that cannot be served holds back no other, and misses nothing in silence. */
  private async attempt(sockets: readonly EventSocket[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (err) {
      this.logger.error({ err }, 'a socket was not served');
      const { publicUrl } = this.config;
      for (const socket of sockets) {
        socket.fail(toldProblem(err, { publicUrl, id: this.random.uuid(), ...socket.named }));
      }
    }
  }

  /** Sockets that ask the same with the same eyes are matched together. */
  private async tell(
    alike: readonly EventSocket[],
    rows: readonly NumberedFeedRow[],
  ): Promise<void> {
    const [first] = alike;
    const last = rows.at(-1);
    if (first === undefined || last === undefined) return;
    const hasty = this.database.as({
      role: 'fold',
      statementMilliseconds: socketMatchMilliseconds,
    });
    const matched = await matchedAmong(hasty, first.question, eventsIn(rows));
    for (const socket of alike) {
      const refs = refsAfter(socket.position, matched);
      socket.position = Math.max(socket.position, last.position);
      await this.bring(socket, refs);
    }
  }

  private async bring(socket: EventSocket, refs: readonly string[]): Promise<void> {
    if (refs.length === 0) return;
    if (!socket.isScheduled) return this.send(socket, refs);
    socket.gathered.push(...refs);
    if (socket.gathered.length > gatheredMax) socket.close('too-many-gathered');
  }

  private async attend(socket: EventSocket): Promise<void> {
    const now = this.clock.now();
    if (socket.isToBeChecked(now) && !(await this.mayStay(socket))) return;
    if (socket.hasCome(now)) await this.report(socket);
    socket.keepAlive(now);
  }

  private async mayStay(socket: EventSocket): Promise<boolean> {
    const { request, query } = socket.opened;
    const actor = await this.actors.stillBehind(request, 'queries.read');
    if (actor === undefined) {
      socket.close('ended');
      return false;
    }
    socket.seeAs(actor);
    const reader = this.database.as({ organisationId: actor.organisationId });
    const kept = await selectNamedQuery(reader, actor.organisationId, query.name);
    if (kept?.createdAt.getTime() === query.createdAt.getTime()) return true;
    socket.close('query-deleted');
    return false;
  }

  private async report(socket: EventSocket): Promise<void> {
    const refs = socket.gathered.splice(0);
    if (refs.length > 0) await this.send(socket, refs);
    else if (socket.opened.timing.reportIfEmpty === true) socket.send(this.textOf(socket, []));
  }

  private async send(socket: EventSocket, refs: readonly string[]): Promise<void> {
    for (const part of inMessages(await selectMeasured(this.reader, refs))) {
      if (!socket.isOpen) return;
      const told = part.map(({ ref }) => ref);
      const events = await seenInOrder(this.database, socket.question.eyes, told);
      if (events.length > 0) socket.send(this.textOf(socket, events));
    }
  }

  private textOf(socket: EventSocket, events: readonly SeenEvent[]): string {
    const about = { now: this.clock.now(), ...socket.named };
    return eventsText(events, socket.opened.epcFormat, about);
  }

  /** Sees what all may see: each statement asks for what one may. */
  private get reader(): Reader {
    return this.database.as({ role: 'fold' });
  }
}
