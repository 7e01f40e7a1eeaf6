import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** One message that a receiver was sent. */
export interface Message {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: {
    readonly epcisBody: {
      readonly queryResults: {
        readonly queryName: string;
        readonly subscriptionID: string;
        readonly resultsBody: { readonly eventList: readonly { readonly eventID: string }[] };
      };
    };
  };
}

/** How a receiver answers: a status, or by its own hand. */
export type Answering = (message: Message, response: ServerResponse) => number | undefined;

/** Somebody's own HTTP server that webhooks come to. It takes whatever comes, unless a test says how to answer. */
export class Receiver {
  readonly messages: Message[] = [];
  answering: Answering = () => 204;
  /** Messages that are being answered, now and at most so far. */
  readonly open = { now: 0, most: 0 };
  private waiting: (() => void)[] = [];

  private constructor(readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      receiver.open.now += 1;
      receiver.open.most = Math.max(receiver.open.most, receiver.open.now);
      response.once('close', () => (receiver.open.now -= 1));
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const { url: path = '', headers } = request;
        receiver.take({ path, headers, body, json: JSON.parse(body) as never }, response);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return receiver;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** When so many messages have come. */
  async until(count: number): Promise<void> {
    while (this.messages.length < count) {
      await new Promise<void>((came) => this.waiting.push(came));
    }
  }

  /** Ids of the events that came, once for each time. */
  get eventIds(): string[] {
    return this.messages.flatMap(eventIdsOf);
  }

  /** Forgets what came, and takes whatever comes. */
  clear(): void {
    this.messages.length = 0;
    this.answering = () => 204;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private take(message: Message, response: ServerResponse): void {
    this.messages.push(message);
    const status = this.answering(message, response);
    if (status !== undefined) response.writeHead(status).end();
    for (const came of this.waiting.splice(0)) came();
  }
}

export function eventIdsOf({ json }: Message): string[] {
  return json.epcisBody.queryResults.resultsBody.eventList.map(({ eventID }) => eventID);
}
