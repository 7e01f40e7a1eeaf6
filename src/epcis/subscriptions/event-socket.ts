import type { WebSocket } from 'ws';
import { eyesOf, type Actor } from '../../access/index.js';
import type { KnownSender } from '../../platform/index.js';
import type { EpcFormat } from '../answer/epc-format.js';
import type { NamedQuery } from '../queries/named-query.js';
import type { Question } from './matching.js';
import { nextMoment } from './schedule.js';
import type { Timing } from './subscription-request.js';
import type { ToldProblem } from './told-problem.js';

/** Bytes that a client may leave unread before its socket is closed. */
export const unreadBytesMax = 4 * 1024 * 1024;

/** Events that wait for the next moment of a schedule: they are kept in memory, as nothing of a socket is stored. */
export const gatheredMax = 1_000;

/** Between two looks at whether a socket may still be open, which is less than the time in which it has to be noticed. */
export const checkMilliseconds = 2_000;

/** Between two pings; a client that did not answer one by the next is cut. */
export const pingMilliseconds = 30_000;

/** Why we close a socket: codes of RFC 6455 and what is said with them. */
export const closings = {
  ended: [1008, 'the key, the mandate or the right of whoever opened it has ended'],
  'query-deleted': [1000, 'the query was deleted'],
  'too-slow': [1013, 'more was left unread than is kept; read the rest from the query'],
  'too-many-gathered': [1013, 'more came than is kept until a report; read it from the query'],
  'too-many': [1013, 'as many sockets are open as may be'],
  failed: [1011, 'it cannot be served any more; the message before this says why'],
  'not-read': [1008, 'nothing that a client sends is read here'],
  stopping: [1001, 'the service stops; connect again'],
} as const satisfies Record<string, readonly [number, string]>;
export type Closing = keyof typeof closings;

/** Who opened a socket, and what it is to be told. */
export interface Opened {
  readonly id: string;
  readonly request: KnownSender;
  readonly query: NamedQuery;
  readonly timing: Timing;
  readonly epcFormat: EpcFormat;
}

/** One client that listens: how far in the feed it is, and what it waits for. Nothing of it outlives the connection. */
export class EventSocket {
  /** Position in the feed up to which it was told. */
  position: number;
  /** Events for its next moment. */
  gathered: string[] = [];
  private nextAt: number | undefined;
  private checkedAt: number;
  private pingedAt: number;
  private isAlive = true;

  constructor(
    private readonly socket: WebSocket,
    readonly opened: Opened,
    public question: Question,
    start: { readonly position: number; readonly now: number },
  ) {
    const { position, now } = start;
    this.position = position;
    this.checkedAt = this.pingedAt = now;
    this.nextAt = this.momentAfter(now);
    socket.on('pong', () => (this.isAlive = true));
    socket.on('message', () => this.close('not-read'));
    socket.on('error', () => socket.terminate());
  }

  get organisationId(): string {
    return this.question.eyes.organisationId;
  }

  /** How what it is told is named. */
  get named(): { readonly queryName: string; readonly subscriptionID: string } {
    return { queryName: this.opened.query.name, subscriptionID: this.opened.id };
  }

  /** The same for all that ask the same with the same eyes. */
  get asksFor(): string {
    const { eyes } = this.question;
    const { name, createdAt } = this.opened.query;
    return JSON.stringify([eyes.organisationId, eyes.oversees, name, createdAt]);
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  get isScheduled(): boolean {
    return this.opened.timing.schedule !== undefined;
  }

  /** Whether it is time to look at its right once more. */
  isToBeChecked(now: number): boolean {
    if (now - this.checkedAt < checkMilliseconds) return false;
    this.checkedAt = now;
    return true;
  }

  /** Whether its moment has come; the next one is waited for from then on. */
  hasCome(now: number): boolean {
    if (this.nextAt === undefined || this.nextAt > now) return false;
    this.nextAt = this.momentAfter(now);
    return true;
  }

  /** It looks on as whoever its opener is by now. */
  seeAs(actor: Actor): void {
    this.question = { ...this.question, eyes: eyesOf(actor) };
  }

  /** What is kept for it is what was left unread, and one message more. */
  send(text: string): void {
    if (this.socket.bufferedAmount > unreadBytesMax) this.close('too-slow');
    else if (this.isOpen) this.socket.send(text);
  }

  /** Ends the connection of a client that is not there any more. */
  keepAlive(now: number): void {
    if (now - this.pingedAt < pingMilliseconds) return;
    this.pingedAt = now;
    if (!this.isAlive) this.socket.terminate();
    this.isAlive = false;
    if (this.isOpen) this.socket.ping();
  }

  /** Says why. Whoever does not read will not read that either: its connection is cut. */
  close(closing: Closing): void {
    const [code, reason] = closings[closing];
    this.socket.close(code, reason);
    if (closing === 'too-slow') this.socket.terminate();
  }

  /** Tells why nothing more can be told, and ends. */
  fail(problem: ToldProblem): void {
    this.send(JSON.stringify(problem));
    this.close('failed');
  }

  cut(): void {
    this.socket.terminate();
  }

  onceClosed(closed: () => void): void {
    this.socket.once('close', closed);
  }

  private momentAfter(now: number): number | undefined {
    const { schedule } = this.opened.timing;
    return schedule && nextMoment(schedule, now);
  }
}
