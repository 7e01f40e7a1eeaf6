import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { AccountsService } from './accounts.service.js';
import { LocationsController } from './locations.controller.js';
import { LocationsService } from './locations.service.js';
import { OrganisationsController } from './organisations.controller.js';
import { PartiesController } from './parties.controller.js';
import { PartiesService } from './parties.service.js';

@Module({
  imports: [AccessModule],
  controllers: [OrganisationsController, PartiesController, LocationsController],
  providers: [AccountsService, PartiesService, LocationsService],
  exports: [AccountsService, PartiesService, LocationsService],
})
export class PartiesModule {}
