import { Module, type DynamicModule } from '@nestjs/common';
import type { World } from '../platform/index.js';
import { SaleChecksController } from './sale-checks.controller.js';
import { SaleChecksService } from './sale-checks.service.js';
import { SaleChecksStore } from './sale-checks.store.js';

@Module({})
export class SaleChecksModule {
  static of({ publicDatabase }: Pick<World, 'publicDatabase'>): DynamicModule {
    return {
      module: SaleChecksModule,
      controllers: [SaleChecksController],
      providers: [
        SaleChecksService,
        { provide: SaleChecksStore, useValue: new SaleChecksStore(publicDatabase) },
      ],
    };
  }
}
