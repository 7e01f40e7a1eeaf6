import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import type { World } from '../platform/index.js';
import { ProductsModule } from '../products/index.js';
import { JudgeLoop } from './judge-loop.js';
import { Looks } from './looks.js';
import type { PlaceOf } from './network-places.js';
import { ScansController } from './scans.controller.js';
import { ScansService } from './scans.service.js';

@Module({})
export class ScansModule {
  static of(world: World, placeOf: PlaceOf): DynamicModule {
    const { config, database, publicDatabase, clock, random, logger } = world;
    const looks = new Looks({ database: publicDatabase, clock, random, logger, placeOf });
    const loop = new JudgeLoop({ database, clock, random, logger, roles: config.roles });
    return {
      module: ScansModule,
      imports: [AccessModule, ProductsModule],
      controllers: [ScansController],
      providers: [
        ScansService,
        { provide: Looks, useValue: looks },
        { provide: JudgeLoop, useValue: loop },
      ],
    };
  }
}
