import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { AccountsService } from './accounts.service.js';
import { CompanyPrefixesController } from './company-prefixes.controller.js';
import { CompanyPrefixesService } from './company-prefixes.service.js';
import { LocationsController } from './locations.controller.js';
import { LocationsService } from './locations.service.js';
import { MembersController } from './members.controller.js';
import { MembersService } from './members.service.js';
import { OrganisationsController } from './organisations.controller.js';
import { PartiesController } from './parties.controller.js';
import { PartiesService } from './parties.service.js';

@Module({
  imports: [AccessModule],
  controllers: [
    OrganisationsController,
    MembersController,
    PartiesController,
    LocationsController,
    CompanyPrefixesController,
  ],
  providers: [
    AccountsService,
    MembersService,
    PartiesService,
    LocationsService,
    CompanyPrefixesService,
  ],
  exports: [AccountsService, PartiesService, LocationsService, CompanyPrefixesService],
})
export class PartiesModule {}
