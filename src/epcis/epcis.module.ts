import { Module } from '@nestjs/common';
import { EventsModule } from '../events/index.js';
import { CaptureController } from './capture.controller.js';
import { CapturesService } from './captures.service.js';
import { DiscoveryController } from './discovery.controller.js';
import { EpcisController } from './epcis.controller.js';
import { EpcisService } from './epcis.service.js';
import { GatheredCaptures } from './gathered-captures.service.js';

@Module({
  imports: [EventsModule],
  controllers: [CaptureController, EpcisController, DiscoveryController],
  providers: [CapturesService, EpcisService, GatheredCaptures],
})
export class EpcisModule {}
