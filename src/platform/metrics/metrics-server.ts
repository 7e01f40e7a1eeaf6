import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Config } from '../config.js';
import type { Logger } from '../logging.js';
import type { Metrics } from './metrics.js';

export interface MetricsServerSettings {
  readonly config: Pick<Config, 'metricsHost' | 'metricsPort'>;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/**
 * `GET /metrics` on a port of its own, where one is set: figures are for operators, and a port that is not published
 * needs no key. It stands apart from the application, so that it answers when that is full.
 */
export class MetricsServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server: Server | undefined;

  constructor(private readonly settings: MetricsServerSettings) {}

  /** The port that was got; undefined where nothing is served. */
  get port(): number | undefined {
    return (this.server?.address() as AddressInfo | null | undefined)?.port;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { config, metrics, logger } = this.settings;
    if (config.metricsPort === null) return;
    metrics.watchProcess();
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.listen(config.metricsPort, config.metricsHost);
    await once(this.server, 'listening');
    logger.info({ host: config.metricsHost, port: this.port }, 'metrics are served');
  }

  beforeApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    if (request.method !== 'GET') return void response.writeHead(405, { Allow: 'GET' }).end();
    try {
      const text = await this.settings.metrics.text();
      response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(text);
    } catch (err) {
      this.settings.logger.error({ err }, 'metrics could not be told');
      response.writeHead(500).end();
    }
  }
}
