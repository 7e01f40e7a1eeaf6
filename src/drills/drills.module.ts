import { Module, type DynamicModule } from '@nestjs/common';
import { BalancesModule } from '../balances/index.js';
import type { World } from '../platform/index.js';
import { TraceModule } from '../trace/index.js';
import { DrillsController } from './drills.controller.js';
import { DrillsService } from './drills.service.js';
import { NightlyDrills } from './nightly-drills.js';

@Module({})
export class DrillsModule {
  static of({ config, database, clock, logger }: World): DynamicModule {
    const { roles, drillHour: hour } = config;
    return {
      module: DrillsModule,
      imports: [TraceModule, BalancesModule],
      controllers: [DrillsController],
      providers: [
        DrillsService,
        {
          provide: NightlyDrills,
          useFactory: (drills: DrillsService) =>
            new NightlyDrills({ drills, database, clock, logger, roles, hour }),
          inject: [DrillsService],
        },
      ],
    };
  }
}
