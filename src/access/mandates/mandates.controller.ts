import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  AnswersPage,
  IdPipe,
  idPosition,
  pageOf,
  PageQuery,
  type Page,
} from '../../platform/index.js';
import type { Actor } from '../actor.js';
import { Allow, By } from '../allow.js';
import { GiveMandateRequest, MandateView, toMandateView } from './mandates.dto.js';
import { MandatesService } from './mandates.service.js';

@ApiTags('mandates')
@Controller('api/v1/mandates')
export class MandatesController {
  constructor(private readonly mandates: MandatesService) {}

  /** Lets a co-operative act for your organisation, by `Furrow-On-Behalf-Of`, until either of you ends it. */
  @Allow('mandates.manage')
  @Post()
  async give(
    @By() actor: Actor,
    @Body() { agentPartyId }: GiveMandateRequest,
  ): Promise<MandateView> {
    return toMandateView(await this.mandates.give(actor, agentPartyId));
  }

  /** Who may act for your organisation, newest first, those who might once included. */
  @Allow('mandates.read')
  @Get()
  @AnswersPage(MandateView)
  async list(
    @By() actor: Actor,
    @Query() { limit, cursor }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<MandateView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    return pageOf(response, await this.mandates.agents(actor, page), {
      limit,
      positionAfter: ({ mandate }) => [mandate.id],
      view: toMandateView,
    });
  }

  /**
   * Ends a mandate, of either side: the next request for the member is refused. What was recorded stays the member's.
   *
   * @param id - Our id of the mandate.
   */
  @Allow('mandates.manage')
  @Delete(':id')
  @HttpCode(204)
  async end(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.mandates.end(actor, id);
  }
}
