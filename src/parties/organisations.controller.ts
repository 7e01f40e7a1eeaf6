import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Allow, By, OrganisationsService, type Actor } from '../access/index.js';
import { ShownOnce } from '../platform/index.js';
import { AccountsService } from './accounts.service.js';
import {
  AccountView,
  OpenAccountRequest,
  OrganisationView,
  toAccountView,
  toOrganisationView,
} from './organisations.dto.js';

@ApiTags('organisations')
@ApiBearerAuth()
@Controller('api/v1/organisations')
export class OrganisationsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly organisations: OrganisationsService,
  ) {}

  /** Opens an account. The key in the answer is shown this once. */
  @Allow('organisations.create')
  @ShownOnce()
  @Post()
  async open(@Body() request: OpenAccountRequest): Promise<AccountView> {
    return toAccountView(await this.accounts.open(request));
  }

  /** Your own account. */
  @Allow('organisations.read')
  @Get('me')
  async own(@By() actor: Actor): Promise<OrganisationView> {
    return toOrganisationView(await this.organisations.own(actor));
  }
}
