import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Clock } from './clock.js';
import { Config } from './config.js';
import { Database } from './database/index.js';
import { BodyInterceptor } from './http/body.interceptor.js';
import { HealthController } from './http/health.controller.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import type { Logger } from './logging.js';
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
  static of({ config, database, clock, random }: World): DynamicModule {
    return {
      module: PlatformModule,
      controllers: [HealthController],
      providers: [
        { provide: Config, useValue: config },
        { provide: Database, useValue: database },
        { provide: Clock, useValue: clock },
        { provide: Random, useValue: random },
        // In this order: whether a request is a repetition depends on its body.
        { provide: APP_INTERCEPTOR, useClass: BodyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
      exports: [Config, Database, Clock, Random],
    };
  }
}
