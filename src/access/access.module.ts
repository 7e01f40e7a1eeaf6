import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { BootCheck } from './boot-check.js';
import { KeysController } from './keys.controller.js';
import { KeysService } from './keys.service.js';
import { LimitGuard } from './limit.guard.js';
import { OrganisationsService } from './organisations.service.js';

@Module({
  controllers: [KeysController],
  providers: [
    KeysService,
    OrganisationsService,
    BootCheck,
    // In this order: whose request it is, the first one finds.
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: LimitGuard },
  ],
  exports: [KeysService, OrganisationsService],
})
export class AccessModule {}
