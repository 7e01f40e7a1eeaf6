import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import {
  AnswersPage,
  IdPipe,
  idPosition,
  pageOf,
  PageQuery,
  type Page,
} from '../../platform/index.js';
import { RecallScopeView, toRecallScopeView } from '../recalls.dto.js';
import { RecallsService } from '../recalls.service.js';
import {
  RecallChangeView,
  ReleaseRequest,
  TakeOverRequest,
  toRecallChangeView,
  WidenRecallRequest,
} from './changes.dto.js';
import { HistoryService } from './history.service.js';

/** What becomes of the scope of an open recall. */
@ApiTags('recalls')
@Controller('api/v1/recalls')
export class ChangesController {
  constructor(
    private readonly recalls: RecallsService,
    private readonly history: HistoryService,
  ) {}

  /**
   * What changed the scope, newest first: who did it, when and why, and what came in or was let go; also what late records
   * brought in by themselves.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.read')
  @Get(':id/changes')
  @AnswersPage(RecallChangeView)
  async changes(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { cursor, limit }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<RecallChangeView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    const changes = await this.history.list(actor, id, page);
    return pageOf(response, changes, {
      limit,
      positionAfter: (change) => [change.id],
      view: toRecallChangeView,
    });
  }

  /**
   * Names further batches in a recall whose scope you decide about. Their goods are frozen at once and their holders told.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.write')
  @Post(':id/widen')
  @HttpCode(200)
  async widen(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() request: WidenRecallRequest,
  ): Promise<RecallScopeView> {
    return toRecallScopeView(await this.recalls.widen(actor, id, request));
  }

  /**
   * Lets go of some batches in scope, for good.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.write')
  @Post(':id/release')
  @HttpCode(200)
  async release(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() request: ReleaseRequest,
  ): Promise<RecallScopeView> {
    return toRecallScopeView(await this.recalls.release(actor, id, request));
  }

  /**
   * Takes over the recall of an organisation that you oversee, or of a regulator of a lower level: from now on you decide what it
   * covers and when it ends. What is frozen stays so; telling the public and asking for time stay its owner's.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.oversee')
  @Post(':id/takeover')
  @HttpCode(200)
  async takeOver(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: TakeOverRequest,
  ): Promise<RecallScopeView> {
    return toRecallScopeView(await this.recalls.takeOver(actor, id, reason));
  }
}
