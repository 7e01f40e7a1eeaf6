import { Module } from '@nestjs/common';
import { PartiesModule } from '../parties/index.js';
import { ProductsModule } from '../products/index.js';
import { Clock, Config, Database, processLog, Random, type Logger } from '../platform/index.js';
import { CodeLifeController } from './code-life.controller.js';
import { CodeLifeService } from './code-life.service.js';
import { CodeRunsController } from './code-runs.controller.js';
import { CodeRunsService } from './code-runs.service.js';
import { CodesController } from './codes.controller.js';
import { CodesService } from './codes.service.js';
import { RunIssuer } from './run-issuer.js';
import { SsccsController } from './ssccs.controller.js';
import { SsccsService } from './ssccs.service.js';
import { UnitCodesController } from './unit-codes.controller.js';

@Module({
  imports: [PartiesModule, ProductsModule],
  controllers: [
    CodesController,
    CodeLifeController,
    CodeRunsController,
    UnitCodesController,
    SsccsController,
  ],
  providers: [
    CodesService,
    CodeLifeService,
    CodeRunsService,
    SsccsService,
    {
      provide: RunIssuer,
      inject: [Database, Clock, Random, Config, processLog],
      useFactory: (
        database: Database,
        clock: Clock,
        random: Random,
        { roles }: Config,
        logger: Logger,
      ) => new RunIssuer({ database, clock, random, logger, roles }),
    },
  ],
  exports: [CodesService, CodeLifeService, SsccsService],
})
export class CodesModule {}
