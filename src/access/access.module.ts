import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { ActorsService } from './actors.service.js';
import { BootCheck } from './boot-check.js';
import { DevicesController } from './devices/devices.controller.js';
import { DevicesService } from './devices/devices.service.js';
import { EnrolmentService } from './devices/enrolment.service.js';
import { KeysController } from './keys.controller.js';
import { KeysService } from './keys.service.js';
import { LimitGuard } from './limit.guard.js';
import { ActingService } from './mandates/acting.service.js';
import { MandatesController } from './mandates/mandates.controller.js';
import { MandatesService } from './mandates/mandates.service.js';
import { OrganisationAccessService } from './organisation-access.service.js';
import { OrganisationsService } from './organisations.service.js';
import { Recognition, type Recogniser } from './recognition.js';

@Module({
  controllers: [KeysController, DevicesController, MandatesController],
  providers: [
    KeysService,
    DevicesService,
    EnrolmentService,
    {
      provide: Recognition,
      inject: [KeysService, DevicesService],
      useFactory: (...kinds: Recogniser[]) => new Recognition(kinds),
    },
    OrganisationsService,
    OrganisationAccessService,
    MandatesService,
    ActingService,
    ActorsService,
    BootCheck,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: LimitGuard },
  ],
  exports: [
    ...[KeysService, OrganisationsService, OrganisationAccessService, MandatesService],
    ActorsService,
  ],
})
export class AccessModule {}
