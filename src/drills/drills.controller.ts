import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import {
  AnswersPage,
  IdPipe,
  idPosition,
  pageOf,
  PageQuery,
  type Page,
} from '../platform/index.js';
import {
  DrillsQuery,
  DrillView,
  FirmGradeView,
  toDrillView,
  toFirmGradeView,
} from './drills.dto.js';
import type { FirmGrade } from './firm-grades.js';
import { DrillsService } from './drills.service.js';

@ApiTags('drills')
@Controller('api/v1')
export class DrillsController {
  constructor(private readonly drills: DrillsService) {}

  /** Draws one of your batches by chance, traces it both ways with its mass balance, and grades how well that went. */
  @Allow('drills.write')
  @Post('drills')
  async make(@By() actor: Actor): Promise<DrillView> {
    return toDrillView(await this.drills.make(actor));
  }

  /** Your drills, newest first; a regulator's are those of the firms that it oversees. */
  @Allow('drills.read')
  @Get('drills')
  @AnswersPage(DrillView)
  async list(
    @By() actor: Actor,
    @Query() { partyId, cursor, limit }: DrillsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<DrillView>> {
    const page = { partyId: partyId ?? null, before: idPosition(cursor), limit: limit + 1 };
    const drills = await this.drills.list(actor, page);
    return pageOf(response, drills, { limit, positionAfter: ({ id }) => [id], view: toDrillView });
  }

  /**
   * One drill.
   *
   * @param id - Our id of the drill.
   */
  @Allow('drills.read')
  @Get('drills/:id')
  async get(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<DrillView> {
    return toDrillView(await this.drills.get(actor, id));
  }

  /** How you stand by your drills; a regulator reads how the firms stand that it oversees. */
  @Allow('drills.read')
  @Get('drill-grades')
  @AnswersPage(FirmGradeView)
  async standings(
    @By() actor: Actor,
    @Query() { cursor, limit }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<FirmGradeView>> {
    const page = { after: idPosition(cursor), limit: limit + 1 };
    const firms = await this.drills.standings(actor, page);
    const positionAfter = ({ organisationId }: FirmGrade) => [organisationId];
    return pageOf(response, firms, { limit, positionAfter, view: toFirmGradeView });
  }
}
