import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import { AnswersPage, type Page } from '../platform/index.js';
import {
  CompanyPrefixView,
  RegisterPrefixRequest,
  toCompanyPrefixView,
} from './company-prefixes.dto.js';
import { CompanyPrefixesService } from './company-prefixes.service.js';

/** The GS1 company prefixes of one's own organisation. */
@ApiTags('company prefixes')
@Controller('api/v1/company-prefixes')
export class CompanyPrefixesController {
  constructor(private readonly prefixes: CompanyPrefixesService) {}

  /**
   * Says that a GS1 company prefix is your organisation's, for good: it can then have SSCCs made. Only register what your GS1
   * organisation licensed to you. At most 5.
   */
  @Allow('prefixes.manage')
  @Post()
  async register(
    @By() actor: Actor,
    @Body() { prefix }: RegisterPrefixRequest,
  ): Promise<CompanyPrefixView> {
    return toCompanyPrefixView(await this.prefixes.register(actor, prefix));
  }

  /** Your organisation's prefixes, oldest first. */
  @Allow('prefixes.read')
  @Get()
  @AnswersPage(CompanyPrefixView)
  async list(@By() actor: Actor): Promise<Page<CompanyPrefixView>> {
    return { items: (await this.prefixes.list(actor)).map(toCompanyPrefixView) };
  }
}
