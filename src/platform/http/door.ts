import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Response } from 'express';
import type { Logger } from '../logging.js';
import type { KnownSender } from './known-sender.js';
import { headTimeoutMilliseconds, requestTimeoutMilliseconds, restMilliseconds } from './limits.js';
import { asksForSocket, responseOnSwitch, withoutSwitch } from './switching.js';

/** How often a server that closes looks for connections that rest by now. */
const sweepMilliseconds = 50;

/** Answers a request itself and says true, or leaves it untouched to the application. */
export type Door = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Express on an HTTP server whose requests pass a door first: anonymous lookups are most of the traffic, and
 * answering them ahead of Express costs a quarter of the processor time.
 */
export class DoorAdapter extends ExpressAdapter {
  private door: Door = () => false;

  /** From now on each request is offered to this door. What it throws would end the process: nobody stands above it. */
  open(door: Door, logger: Logger): void {
    this.door = (request, response) => {
      try {
        return door(request, response);
      } catch (error) {
        logger.error({ err: error }, 'the public door failed');
        if (response.headersSent) response.destroy();
        else response.writeHead(500, { 'Content-Length': '0' }).end();
        return true;
      }
    };
  }

  /**
   * The JSON answer to a write has no representation to be fresh or stale, so it is sent as it is: Express would hash it
   * for an ETag and weigh it against the request.
   */
  override reply(response: Response, body: unknown, status?: number): unknown {
    const isPlain = typeof body === 'object' && body !== null && !(body instanceof StreamableFile);
    if (response.req.method !== 'POST' || !isPlain || response.hasHeader('Content-Type')) {
      return super.reply(response, body, status);
    }
    noteMade(response.req, body);
    const text = JSON.stringify(body);
    response.writeHead(status ?? response.statusCode, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
    });
    return response.end(text);
  }

  /** A connection that was answering when the server began to close rests afterwards: it would be waited for as long as it may rest. */
  override async close(): Promise<void> {
    const server = this.getHttpServer() as Server | undefined;
    const sweeping = setInterval(() => server?.closeIdleConnections(), sweepMilliseconds);
    try {
      await super.close();
    } finally {
      clearInterval(sweeping);
    }
  }

  override initHttpServer(): void {
    const timeouts = {
      requestTimeout: requestTimeoutMilliseconds,
      headersTimeout: headTimeoutMilliseconds,
      keepAliveTimeout: restMilliseconds,
    };
    const answer: RequestListener = (request, response) => {
      if (!this.door(request, response)) this.getInstance<RequestListener>()(request, response);
    };
    // Node would tell a client that asks first to send its body at once; whoever reads the body says so instead.
    const server = createServer(timeouts, answer).on('checkContinue', answer);
    server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      if (asksForSocket(request)) answer(request, responseOnSwitch(request, socket, head));
      else {
        // Read once more, as a connection that was just opened.
        socket.unshift(withoutSwitch(request, head));
        server.emit('connection', socket);
      }
    });
    this.httpServer = server;
  }
}

/** Things are made by POST and answered with their id, by which the audit names them. */
function noteMade(request: KnownSender, body: object): void {
  if ('id' in body && typeof body.id === 'string') request.made = body.id;
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;
