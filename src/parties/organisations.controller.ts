import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Allow,
  By,
  OrganisationAccessService,
  OrganisationsService,
  type Actor,
} from '../access/index.js';
import { IdPipe, ShownOnce } from '../platform/index.js';
import { AccountsService } from './accounts.service.js';
import {
  AccountView,
  ChangeOrganisationRequest,
  OpenAccountRequest,
  OrganisationView,
  toAccountView,
  toOrganisationView,
} from './organisations.dto.js';

@ApiTags('organisations')
@Controller('api/v1/organisations')
export class OrganisationsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly organisations: OrganisationsService,
    private readonly access: OrganisationAccessService,
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

  /**
   * Ends the access of an organisation: its keys, devices and people are refused at once, what it recorded stays. Or gives
   * it back.
   *
   * @param id - Our id of the organisation.
   */
  @Allow('organisations.end')
  @Patch(':id')
  async change(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { ended }: ChangeOrganisationRequest,
  ): Promise<OrganisationView> {
    return toOrganisationView(await this.access.change(actor, id, ended));
  }
}
