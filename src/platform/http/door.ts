import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Response } from 'express';
import { headTimeoutMilliseconds, requestTimeoutMilliseconds, restMilliseconds } from './limits.js';

/** Answers a request itself and says true, or leaves it untouched to the application. */
export type Door = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Express on an HTTP server whose requests pass a door first: anonymous lookups are most of the traffic, and
 * answering them ahead of Express costs a quarter of the processor time.
 */
export class DoorAdapter extends ExpressAdapter {
  private door: Door = () => false;

  /** From now on each request is offered to this door. */
  open(door: Door): void {
    this.door = door;
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
    const text = JSON.stringify(body);
    response.writeHead(status ?? response.statusCode, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
    });
    return response.end(text);
  }

  override initHttpServer(): void {
    const timeouts = {
      requestTimeout: requestTimeoutMilliseconds,
      headersTimeout: headTimeoutMilliseconds,
      keepAliveTimeout: restMilliseconds,
    };
    this.httpServer = createServer(timeouts, (request, response) => {
      if (!this.door(request, response)) this.getInstance<RequestListener>()(request, response);
    });
  }
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;
