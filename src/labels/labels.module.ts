import { Module } from '@nestjs/common';
import { CodesModule } from '../codes/index.js';
import { HandoffsModule } from '../handoffs/index.js';
import { PartiesModule } from '../parties/index.js';
import { Config, processLog, type Logger } from '../platform/index.js';
import { ProductsModule } from '../products/index.js';
import { LabelFont } from './label-font.js';
import { LabelsController } from './labels.controller.js';
import { LabelsService } from './labels.service.js';
import { PdfMaker } from './pdf-maker.js';
import { PrintOrdersController } from './print-orders.controller.js';
import { PrintOrdersService } from './print-orders.service.js';
import { UnitLabelsService } from './unit-labels.service.js';

@Module({
  imports: [CodesModule, HandoffsModule, PartiesModule, ProductsModule],
  controllers: [LabelsController, PrintOrdersController],
  providers: [
    LabelsService,
    UnitLabelsService,
    PrintOrdersService,
    {
      provide: PdfMaker,
      useFactory: ({ labelFont }: Config, logger: Logger) =>
        new PdfMaker({ font: new LabelFont(labelFont), logger }),
      inject: [Config, processLog],
    },
  ],
  exports: [LabelsService],
})
export class LabelsModule {}
