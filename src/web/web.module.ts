import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { ActivitiesModule } from '../activities/index.js';
import { BatchesModule } from '../batches/index.js';
import { CodesModule } from '../codes/index.js';
import { PartiesModule } from '../parties/index.js';
import { ProductsModule } from '../products/index.js';
import { BatchDeskController } from './desk/batch-desk.controller.js';
import { BatchDeskService } from './desk/batch-desk.service.js';
import { DeskChoicesService } from './desk/desk-choices.service.js';
import { HomeController } from './desk/home.controller.js';
import { LabelDeskService } from './desk/label-desk.service.js';
import { ScanDeskController } from './desk/scan-desk.controller.js';
import { ScanDeskService } from './desk/scan-desk.service.js';
import { ScannedGoodsService } from './desk/scanned-goods.service.js';
import { SessionKey } from './desk/session-key.js';
import { Sessions } from './desk/sessions.js';
import { ProblemsController } from './problems/problems.controller.js';

@Module({
  imports: [
    AccessModule,
    PartiesModule,
    ProductsModule,
    BatchesModule,
    CodesModule,
    ActivitiesModule,
  ],
  controllers: [HomeController, BatchDeskController, ScanDeskController, ProblemsController],
  providers: [
    Sessions,
    DeskChoicesService,
    BatchDeskService,
    LabelDeskService,
    ScanDeskService,
    ScannedGoodsService,
  ],
})
export class WebModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(SessionKey).forRoutes(BatchDeskController, ScanDeskController);
  }
}
