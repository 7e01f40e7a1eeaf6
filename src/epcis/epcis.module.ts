import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { EpcisController } from './epcis.controller.js';
import { EpcisService } from './epcis.service.js';
import { GatheredCaptures } from './gathered-captures.service.js';

@Module({
  imports: [EventsModule],
  controllers: [EpcisController],
  providers: [EpcisService, GatheredCaptures],
})
export class EpcisModule {}
