import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
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
  CloseRecallRequest,
  OpenRecallRequest,
  RecallBatchesRequest,
  RecallScopeView,
  RecallView,
  toRecallScopeView,
  toRecallView,
} from './recalls.dto.js';
import { PublicNoticeRequest } from './recall-clock.dto.js';
import { RecallsService } from './recalls.service.js';

@ApiTags('recalls')
@Controller('api/v1/recalls')
export class RecallsController {
  constructor(private readonly recalls: RecallsService) {}

  /** Opens a recall on batches you registered; a regulator may name anybody's. Their goods are frozen at once. */
  @Allow('recalls.write')
  @Post()
  async open(@By() actor: Actor, @Body() request: OpenRecallRequest): Promise<RecallScopeView> {
    return toRecallScopeView(await this.recalls.open(actor, request));
  }

  /** Recalls that you opened or were told of, newest first; a regulator sees all. */
  @Allow('recalls.read')
  @Get()
  @AnswersPage(RecallView)
  async list(
    @By() actor: Actor,
    @Query() { cursor, limit }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<RecallView>> {
    const before = idPosition(cursor);
    const rows = await this.recalls.list(actor, { before, limit: limit + 1 });
    return pageOf(response, rows, { limit, positionAfter: ({ id }) => [id], view: toRecallView });
  }

  /**
   * One recall with its scope as the records have it now. It covers what your organisation may see.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.read')
  @Get(':id')
  async get(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<RecallScopeView> {
    return toRecallScopeView(await this.recalls.get(actor, id));
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
    @Body() { batchIds }: RecallBatchesRequest,
  ): Promise<RecallScopeView> {
    return toRecallScopeView(await this.recalls.release(actor, id, batchIds));
  }

  /**
   * Says, once, that the public was told of your recall. Its completion is due so many working days later.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.write')
  @Post(':id/public-notice')
  @HttpCode(200)
  async tellOfPublicNotice(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { at }: PublicNoticeRequest,
  ): Promise<RecallScopeView> {
    return toRecallScopeView(await this.recalls.tellOfPublicNotice(actor, id, at));
  }

  /**
   * Ends your recall and lets go of everything it had stopped.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.write')
  @Post(':id/close')
  @HttpCode(200)
  async close(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { word }: CloseRecallRequest,
  ): Promise<RecallScopeView> {
    return toRecallScopeView(await this.recalls.close(actor, id, word));
  }
}
