import { createReadStream } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import type { Reader } from '../../../src/platform/index.js';
import { Askers, credentialsOf } from './askers.js';
import { sightings } from './canary.js';
import { overhearAnswers, overhearRequests } from './exchanges.js';
import { readable } from './message.js';
import { mayBeTold, type Canary, type Holder } from './told.js';

/** A canary that somebody was told, for the first time. */
interface Telling {
  readonly canary: Canary | undefined;
  /** What the asker proved itself by; undefined where nobody may be told at all, as in a log. */
  readonly credentials: readonly string[] | undefined;
  readonly where: string;
  readonly around: string;
}

/** What was searched, and how long searching the answers took. */
export interface Searched {
  answers: number;
  bytes: number;
  lines: number;
  /** Canaries that whoever may be told was told: with none, a search proves nothing. */
  told: number;
  milliseconds: number;
}

/**
 * Stands between one service and all who ask it, and searches for canaries what it says: every byte that leaves by its sockets,
 * every line of its logs, every request of its own to elsewhere. Nothing is judged before the end, when it is asked whose
 * credentials those were. It cannot see into pictures, nor into what is encrypted on the way.
 */
export class Searcher {
  /** Kinds that whoever may be told was told. */
  readonly kindsTold = new Set<string>();
  readonly searched: Searched = { answers: 0, bytes: 0, lines: 0, told: 0, milliseconds: 0 };
  private readonly tellings = new Map<string, Telling>();
  private readonly faults: string[] = [];
  private readonly askers: Askers;

  constructor(rows: Pick<Reader, 'query'>) {
    this.askers = new Askers(rows);
  }

  /** Searches all that a server answers. To be called before it listens. */
  watch(server: Server): void {
    overhearAnswers(server, (request, answer) => this.lookAt(request, answer));
  }

  /** Searches what others are asked, at a server that stands for them. To be called before it listens. */
  watchAsked(server: Server): void {
    overhearRequests(server, (request, body) => {
      const where = `a request to elsewhere: ${request.method} ${request.url}`;
      this.look(Buffer.from(`${where}\n${request.rawHeaders.join('\n')}`), { where });
      this.look(body, { where });
    });
  }

  /** Searches a log that is written to its end; nobody's canary may stand there. */
  async readLog(file: string): Promise<void> {
    let rest = Buffer.alloc(0);
    for await (const part of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
      const bytes = Buffer.concat([rest, part as Buffer]);
      const end = bytes.lastIndexOf('\n') + 1;
      this.lookAtLines(bytes.subarray(0, end), file);
      rest = bytes.subarray(end);
    }
    this.lookAtLines(rest, file);
  }

  /** As of a log. */
  lookAtLines(bytes: Buffer, name: string): void {
    for (let at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1)) {
      this.searched.lines += 1;
    }
    this.look(bytes, { where: `the log ${name}` });
  }

  /**
   * Who was told what is not theirs, once for each credential and kind: nothing, as it should be. Nothing is read of the
   * database any more once this has ended, so that it may be dropped.
   */
  async findings(): Promise<string[]> {
    await this.askers.settled();
    const found: string[] = [...this.faults];
    this.searched.told = 0;
    for (const telling of this.tellings.values()) {
      const asked = await Promise.all(
        telling.credentials?.map((each) => this.askers.holderOf(each)) ?? [],
      );
      const askers = asked.filter((each) => each !== undefined);
      const between = await this.holdersOf(telling.canary);
      const { canary } = telling;
      if (canary && askers.some((asker) => mayBeTold(asker, canary, between))) {
        this.searched.told += 1;
        this.kindsTold.add(canary.kind);
      } else found.push(describe(telling, askers, between));
    }
    return found;
  }

  private async holdersOf(canary: Canary | undefined): Promise<Holder[]> {
    const signs = [canary?.owner, canary?.other].filter((sign) => sign !== undefined);
    // With no database left nobody oversees them: what is found in a log then stays a finding.
    const holders = await Promise.all(
      signs.map((sign) => this.askers.withSign(sign).catch(() => undefined)),
    );
    return holders.filter((each) => each !== undefined);
  }

  /** An answer to what was no request has nobody who asked. */
  private lookAt(request: IncomingMessage | undefined, answer: Buffer): void {
    const where = request === undefined ? 'no request' : `${request.method} ${request.url}`;
    const began = performance.now();
    this.searched.answers += 1;
    try {
      const bytes = readable(answer);
      this.rememberSession(bytes);
      const credentials = request === undefined ? [] : credentialsOf(request, statusOf(bytes));
      this.look(bytes, { where, credentials });
    } catch (error) {
      this.faults.push(`${where}: ${String(error)}`);
    }
    this.searched.milliseconds += performance.now() - began;
  }

  /** Asked at once whose it is, since it may have ended before all is over; keys and devices are kept. */
  private rememberSession(bytes: Buffer): void {
    const head = bytes.toString('latin1', 0, Math.max(0, bytes.indexOf('\r\n\r\n')));
    const [, token] = /^set-cookie: furrow_session=([^;\s]+)/im.exec(head) ?? [];
    if (token !== undefined) this.askers.holderOf(`session ${token}`).catch(() => undefined);
  }

  private look(
    bytes: Buffer,
    { where, credentials }: { readonly where: string; readonly credentials?: readonly string[] },
  ): void {
    for (const { canary, at } of sightings(bytes)) {
      const around = bytes.toString('utf8', Math.max(0, at - 40), at + 80);
      const kind = canary && [canary.owner, canary.kind, canary.other];
      const name = JSON.stringify([credentials ?? where, kind]);
      if (this.tellings.has(name)) continue;
      this.tellings.set(name, { canary, credentials, where, around });
    }
    this.searched.bytes += bytes.length;
  }
}

const statusOf = (answer: Buffer) => Number(answer.toString('latin1', 9, 12));

function describe(
  { where, canary, credentials, around }: Telling,
  askers: readonly Holder[],
  between: readonly Holder[],
): string {
  const stranger = credentials?.length ? 'whoever holds what is nobody’s' : 'nobody known';
  const asker = askers.map(({ name }) => name).join(', ') || stranger;
  const owner = between[0]?.name ?? canary?.owner ?? 'whom nobody can tell';
  const what = canary === undefined ? 'a canary cut short' : `${canary.kind} of ${owner}`;
  return `${where}, to ${asker}: ${what}: …${around.replace(/\s+/g, ' ')}…`;
}
