import { Module } from '@nestjs/common';
import { HoldingsService } from './holdings.service.js';

@Module({ providers: [HoldingsService], exports: [HoldingsService] })
export class HoldingsModule {}
