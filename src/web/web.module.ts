import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { ActivitiesModule } from '../activities/index.js';
import { BatchesModule } from '../batches/index.js';
import { CodesModule } from '../codes/index.js';
import { ComplaintsModule } from '../complaints/index.js';
import { LabelsModule } from '../labels/index.js';
import { PeopleModule } from '../people/index.js';
import { PartiesModule } from '../parties/index.js';
import { ProductsModule } from '../products/index.js';
import { SuppliersModule } from '../suppliers/index.js';
import { BatchDeskController } from './desk/batch-desk.controller.js';
import { BatchDeskService } from './desk/batch-desk.service.js';
import { ComplaintsDeskController } from './desk/complaints-desk.controller.js';
import { DeskController } from './desk/desk.controller.js';
import { KeysDeskController } from './desk/keys-desk.controller.js';
import { PeopleDeskController } from './desk/people-desk.controller.js';
import { DeskChoicesService } from './desk/desk-choices.service.js';
import { HomeController } from './desk/home.controller.js';
import { LabelDeskService } from './desk/label-desk.service.js';
import { OidcController } from './desk/oidc.controller.js';
import { ScanDeskController } from './desk/scan-desk.controller.js';
import { ScanDeskService } from './desk/scan-desk.service.js';
import { ScannedGoodsService } from './desk/scanned-goods.service.js';
import { ReportPagesController } from './desk/report-pages.controller.js';
import { SelfDeskController } from './desk/self-desk.controller.js';
import { JoinController } from './desk/join.controller.js';
import { SuppliersDeskController } from './desk/suppliers-desk.controller.js';
import { SessionActor } from './desk/session-actor.js';
import { SignInController } from './desk/sign-in.controller.js';
import { ProblemsController } from './problems/problems.controller.js';

@Module({
  imports: [
    AccessModule,
    PeopleModule,
    PartiesModule,
    ProductsModule,
    BatchesModule,
    CodesModule,
    ComplaintsModule,
    LabelsModule,
    ActivitiesModule,
    SuppliersModule,
  ],
  controllers: [
    HomeController,
    SignInController,
    JoinController,
    DeskController,
    PeopleDeskController,
    KeysDeskController,
    SuppliersDeskController,
    SelfDeskController,
    OidcController,
    BatchDeskController,
    ScanDeskController,
    ComplaintsDeskController,
    ReportPagesController,
    ProblemsController,
  ],
  providers: [
    DeskChoicesService,
    BatchDeskService,
    LabelDeskService,
    ScanDeskService,
    ScannedGoodsService,
  ],
})
export class WebModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(SessionActor)
      .forRoutes(
        DeskController,
        PeopleDeskController,
        KeysDeskController,
        SuppliersDeskController,
        SelfDeskController,
        BatchDeskController,
        ScanDeskController,
        ComplaintsDeskController,
      );
  }
}
