import { Module, type DynamicModule } from '@nestjs/common';
import { RulePacks } from '../rules/index.js';
import type { World } from '../platform/index.js';
import { BatchRecordsController } from './batch-records.controller.js';
import { BatchRecordsService } from './batch-records.service.js';
import { ErasureService } from './erasure.service.js';
import { HeldService } from './held.service.js';
import { Keeper } from './keeper.js';
import { PrivacyController } from './privacy.controller.js';

/** Global, since the pages are wired without the world. */
@Module({})
export class PrivacyModule {
  static of({ config, database, clock, logger }: World): DynamicModule {
    return {
      module: PrivacyModule,
      global: true,
      controllers: [PrivacyController, BatchRecordsController],
      providers: [
        HeldService,
        ErasureService,
        BatchRecordsService,
        {
          provide: Keeper,
          inject: [RulePacks],
          useFactory: (rules: RulePacks) =>
            new Keeper({ database, clock, rules, logger, roles: config.roles }),
        },
      ],
      exports: [HeldService, ErasureService],
    };
  }
}
