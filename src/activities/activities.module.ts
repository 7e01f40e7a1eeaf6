import { Module } from '@nestjs/common';
import { BatchesModule } from '../batches/index.js';
import { CodesModule } from '../codes/index.js';
import { EventsModule } from '../events/index.js';
import { ProductsModule } from '../products/index.js';
import { ActivitiesController } from './activities.controller.js';
import { ActivitiesService } from './activities.service.js';
import { BatchRegistrar } from './batch-registrar.service.js';
import { RegisterBatchController } from './batches.controller.js';
import { ErrorDeclarations } from './error-declarations.service.js';
import { MakingService } from './making.service.js';
import { NamingService } from './naming.service.js';
import { Repeats } from './repeats.service.js';

@Module({
  imports: [BatchesModule, CodesModule, ProductsModule, EventsModule],
  controllers: [ActivitiesController, RegisterBatchController],
  providers: [
    ActivitiesService,
    BatchRegistrar,
    ErrorDeclarations,
    MakingService,
    NamingService,
    Repeats,
  ],
  exports: [ActivitiesService, MakingService],
})
export class ActivitiesModule {}
