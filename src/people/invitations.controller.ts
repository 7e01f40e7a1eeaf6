import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import {
  AnswersPage,
  IdPipe,
  idPosition,
  pageOf,
  PageQuery,
  ShownOnce,
  type Page,
} from '../platform/index.js';
import { InvitationsService } from './invitations.service.js';
import {
  InvitationView,
  InviteRequest,
  NewInvitationView,
  toInvitationView,
  toNewInvitationView,
} from './people.dto.js';

@ApiTags('people')
@Controller('api/v1/invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  /**
   * Invites somebody into your organisation. The answer is the only place where the code is shown. On behalf of a member that
   * nobody signs in for: its first owner, and each code ends the one before.
   */
  @Allow('people.invite')
  @ShownOnce()
  @Post()
  async invite(@By() actor: Actor, @Body() request: InviteRequest): Promise<NewInvitationView> {
    return toNewInvitationView(await this.invitations.invite(actor, request));
  }

  /** The invitations of your organisation that hold, codes for a new password included, newest first. */
  @Allow('people.manage')
  @Get()
  @AnswersPage(InvitationView)
  async list(
    @By() actor: Actor,
    @Query() { limit, cursor }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<InvitationView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    const invitations = await this.invitations.list(actor, page);
    return pageOf(response, invitations, {
      limit,
      positionAfter: ({ id }) => [id],
      view: toInvitationView,
    });
  }

  /**
   * Ends an invitation that was not used: its code holds no longer.
   *
   * @param id - Our id of the invitation.
   */
  @Allow('people.manage')
  @Delete(':id')
  @HttpCode(204)
  async withdraw(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.invitations.withdraw(actor, id);
  }
}
