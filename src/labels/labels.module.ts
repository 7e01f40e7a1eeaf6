import { Module } from '@nestjs/common';
import { HandoffsModule } from '../handoffs/index.js';
import { PartiesModule } from '../parties/index.js';
import { Config } from '../platform/index.js';
import { ProductsModule } from '../products/index.js';
import { LabelFont } from './label-font.js';
import { LabelsController } from './labels.controller.js';
import { LabelsService } from './labels.service.js';
import { PrintOrdersController } from './print-orders.controller.js';
import { PrintOrdersService } from './print-orders.service.js';
import { UnitLabelsService } from './unit-labels.service.js';

@Module({
  imports: [HandoffsModule, PartiesModule, ProductsModule],
  controllers: [LabelsController, PrintOrdersController],
  providers: [
    LabelsService,
    UnitLabelsService,
    PrintOrdersService,
    {
      provide: LabelFont,
      useFactory: ({ labelFont }: Config) => new LabelFont(labelFont),
      inject: [Config],
    },
  ],
  exports: [LabelsService],
})
export class LabelsModule {}
