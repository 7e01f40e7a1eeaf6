import { Module } from '@nestjs/common';
import { HoldingsService } from './holdings.service.js';
import { SettlingService } from './settling.service.js';

@Module({ providers: [HoldingsService, SettlingService], exports: [HoldingsService] })
export class HoldingsModule {}
