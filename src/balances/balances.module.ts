import { Module } from '@nestjs/common';
import { Clock, Database } from '../platform/index.js';
import { TraceModule } from '../trace/index.js';
import { BalancesController } from './balances.controller.js';
import { BatchBalancesService } from './batch-balances.service.js';
import { PartyBalancesService } from './party-balances.service.js';

@Module({
  imports: [TraceModule],
  controllers: [BalancesController],
  providers: [
    BatchBalancesService,
    {
      provide: PartyBalancesService,
      useFactory: (database: Database, clock: Clock) => new PartyBalancesService(database, clock),
      inject: [Database, Clock],
    },
  ],
  exports: [BatchBalancesService],
})
export class BalancesModule {}
