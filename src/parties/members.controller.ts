import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  Allow,
  By,
  MandatesService,
  MemberView,
  toMemberView,
  type Actor,
} from '../access/index.js';
import { AnswersPage, idPosition, pageOf, PageQuery, type Page } from '../platform/index.js';
import { RegisterMemberRequest } from './members.dto.js';
import { MembersService } from './members.service.js';

@ApiTags('mandates')
@Controller('api/v1/members')
export class MembersController {
  constructor(
    private readonly members: MembersService,
    private readonly mandates: MandatesService,
  ) {}

  /**
   * Registers a member that nobody signs in for, with the mandate to act for it. Who signs in for it later is invited with
   * `Furrow-On-Behalf-Of`, and may end the mandate.
   */
  @Allow('members.manage')
  @Post()
  async register(@By() actor: Actor, @Body() request: RegisterMemberRequest): Promise<MemberView> {
    return toMemberView(await this.members.register(actor, request));
  }

  /** For whom your organisation may act, newest first, for whom it might once included. */
  @Allow('members.read')
  @Get()
  @AnswersPage(MemberView)
  async list(
    @By() actor: Actor,
    @Query() { limit, cursor }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<MemberView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    return pageOf(response, await this.mandates.members(actor, page), {
      limit,
      positionAfter: ({ mandate }) => [mandate.id],
      view: toMemberView,
    });
  }
}
