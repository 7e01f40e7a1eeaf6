import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Clock } from './clock.js';
import { Config } from './config.js';
import { Database } from './database/index.js';
import { BodyInterceptor } from './http/body.interceptor.js';
import { HealthController } from './http/health.controller.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { RequestLimits } from './http/request-limits.js';
import { processLog, type Logger } from './logging.js';
import { Metrics, MetricsServer } from './metrics/index.js';
import { Outgoing } from './outgoing/index.js';
import { Random } from './random.js';

/** The outside world as an application is given it: real in the service, chosen in tests. */
export interface World {
  readonly config: Config;
  readonly database: Database;
  /** Connections of the anonymous door, which sees only what it needs. */
  readonly publicDatabase: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

@Global()
@Module({})
export class PlatformModule {
  static of(world: World): DynamicModule {
    const { config, database, clock, random, logger } = world;
    const metrics = metricsOf(world);
    const { trustedProxies, rateLimits: factor } = config;
    const limits = new RequestLimits({ clock, trustedProxies, factor });
    const outgoing = new Outgoing({ allowedOrigins: config.outgoingAllowed });
    return {
      module: PlatformModule,
      controllers: [HealthController],
      providers: [
        { provide: Config, useValue: config },
        { provide: Database, useValue: database },
        { provide: Clock, useValue: clock },
        { provide: Random, useValue: random },
        { provide: RequestLimits, useValue: limits },
        { provide: Outgoing, useValue: outgoing },
        { provide: processLog, useValue: logger },
        { provide: Metrics, useValue: metrics },
        { provide: MetricsServer, useValue: new MetricsServer({ config, metrics, logger }) },
        // In this order: whether a request is a repetition depends on its body.
        { provide: APP_INTERCEPTOR, useClass: BodyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
      exports: [Config, Database, Clock, Random, Outgoing, processLog, Metrics, RequestLimits],
    };
  }
}

function metricsOf({ database, publicDatabase, logger }: World): Metrics {
  const metrics = new Metrics(logger);
  const samples = (read: (pool: Database) => number) => () => [
    { labels: { pool: 'app' }, value: read(database) },
    { labels: { pool: 'public' }, value: read(publicDatabase) },
  ];
  metrics.add({
    name: 'furrow_database_connections_in_use',
    help: 'Connections that a request or a step works on, of FURROW_POOL_SIZE in each pool.',
    read: samples((pool) => pool.connectionsInUse),
  });
  metrics.add({
    name: 'furrow_database_connections_awaited',
    help: 'Requests that wait for a connection or for their turn to fold.',
    read: samples((pool) => pool.connectionsAwaited),
  });
  return metrics;
}
