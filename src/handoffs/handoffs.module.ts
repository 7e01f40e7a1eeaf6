import { Module } from '@nestjs/common';
import { HandoffsController } from './handoffs.controller.js';
import { HandoffsService } from './handoffs.service.js';
import { LogisticUnitsController } from './logistic-units.controller.js';
import { LogisticUnitsService } from './logistic-units.service.js';
import { OwnGoodsController } from './own-goods.controller.js';
import { OwnGoodsService } from './own-goods.service.js';

@Module({
  controllers: [OwnGoodsController, LogisticUnitsController, HandoffsController],
  providers: [OwnGoodsService, LogisticUnitsService, HandoffsService],
  exports: [LogisticUnitsService],
})
export class HandoffsModule {}
