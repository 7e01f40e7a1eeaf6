import { Module } from '@nestjs/common';
import { TraceModule } from '../trace/index.js';
import { BalancesController } from './balances.controller.js';
import { BatchBalancesService } from './batch-balances.service.js';
import { PartyBalancesService } from './party-balances.service.js';

@Module({
  imports: [TraceModule],
  controllers: [BalancesController],
  providers: [PartyBalancesService, BatchBalancesService],
  exports: [BatchBalancesService],
})
export class BalancesModule {}
