import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { WebSocketServer, type WebSocket } from 'ws';
import { eyesOf, type Actor } from '../../access/index.js';
import { Problem } from '../../kernel/index.js';
import {
  Clock,
  Database,
  Random,
  switchInstead,
  type KnownSender,
  type Switched,
} from '../../platform/index.js';
import { epcFormatOf } from '../answer/answer-format.js';
import { tooManySockets } from '../epcis.problems.js';
import { askerOf } from '../query/asker.js';
import { definedQuery } from '../queries/definition.js';
import { NamedQueriesService } from '../queries/named-queries.service.js';
import { EventSocket } from './event-socket.js';
import { matchedSince, refuseTooManyEarlier, type Question } from './matching.js';
import { selectLastPosition } from './matching.store.js';
import { OpenSockets, socketsOfOrganisationMax } from './open-sockets.js';
import { readSocketQuery } from './socket-query.js';
import { SocketTellingService } from './socket-telling.service.js';
import { checkQuery, type Timing } from './subscription-request.js';

/** Bytes of what a client may send before it is cut: there is nothing to say. */
const payloadMax = 1_024;

/** A request for a WebSocket, as the guard let it through. */
interface Offered {
  readonly actor: Actor;
  readonly queryName: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly request: KnownSender;
  readonly response: Response;
}

/** Opens sockets: subscriptions that last as long as a connection. A client that comes back begins anew. */
@Injectable()
export class SocketsService {
  private readonly server = new WebSocketServer({
    ...{ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: payloadMax },
  });

  constructor(
    private readonly database: Database,
    private readonly queries: NamedQueriesService,
    private readonly open: OpenSockets,
    private readonly teller: SocketTellingService,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Opens a socket in place of the answer. What is told begins here, before the client hears that it is open. */
  async offer({ actor, queryName, parameters, request, response }: Offered): Promise<void> {
    const now = new Date(this.clock.now());
    const timing = readSocketQuery(parameters, now.getTime());
    const epcFormat = epcFormatOf(request);
    const query = await this.queries.one(actor, queryName);
    checkQuery(query.definition);
    if (this.open.isFullFor(actor.organisationId)) throw tooMany();
    const question = { eyes: eyesOf(actor), query: definedQuery(query.definition) };
    const position = await selectLastPosition(this.database.as({ role: 'fold' }));
    const earlier = await this.earlierFor(actor, question, { timing, position });
    const opened = { id: this.random.uuid(), request, query, timing, epcFormat };
    response.set('GS1-Query-Min-Record-Time', timing.initialRecordTime ?? now.toISOString());
    switchInstead(response, (switched) =>
      this.shake(request, switched, (socket) => {
        const start = { position, now: this.clock.now() };
        this.welcome(new EventSocket(socket, opened, question, start), earlier);
      }),
    );
  }

  private async earlierFor(
    actor: Actor,
    question: Question,
    { timing, position }: { readonly timing: Timing; readonly position: number },
  ): Promise<readonly string[]> {
    if (timing.initialRecordTime === undefined) return [];
    const since = new Date(timing.initialRecordTime);
    await refuseTooManyEarlier(askerOf(this.database, actor), question.query, since);
    const from = { since, position, readAt: this.clock.now() };
    return matchedSince(this.database.as({ role: 'fold' }), question, from);
  }

  /** The answer's own headers go out with the switch. */
  private shake(request: KnownSender, switched: Switched, open: (socket: WebSocket) => void): void {
    const { socket, head, headers } = switched;
    const told = Object.entries(headers)
      .filter(([name]) => !/^(content|etag|transfer)/i.test(name))
      .flatMap(([name, value]) => [value ?? []].flat().map((each) => `${name}: ${each}`));
    const tell = (lines: string[]) => void lines.push(...told);
    this.server.on('headers', tell);
    this.server.handleUpgrade(request, socket, head, open);
    this.server.off('headers', tell);
  }

  /** Others may have come while its request was answered. */
  private welcome(socket: EventSocket, earlier: readonly string[]): void {
    if (this.open.isFullFor(socket.organisationId)) {
      socket.close('too-many');
      return;
    }
    this.open.add(socket);
    socket.onceClosed(() => this.open.remove(socket));
    void this.teller.begin(socket, earlier);
  }
}

function tooMany(): Problem {
  const detail = `An organisation has at most ${socketsOfOrganisationMax} open; close one first, or try again later.`;
  return new Problem(tooManySockets, detail);
}
