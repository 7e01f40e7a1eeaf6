import { Module } from '@nestjs/common';
import { ProductsModule } from '../products/index.js';
import { CodeLifeService } from './code-life.service.js';
import { CodesController } from './codes.controller.js';
import { CodesService } from './codes.service.js';
import { UnitCodesController } from './unit-codes.controller.js';

@Module({
  imports: [ProductsModule],
  controllers: [CodesController, UnitCodesController],
  providers: [CodesService, CodeLifeService],
  exports: [CodesService, CodeLifeService],
})
export class CodesModule {}
