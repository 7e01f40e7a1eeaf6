import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { AnswersPage, IdPipe, idPosition, pageOf, type Page } from '../platform/index.js';
import {
  CloseRecallRequest,
  OpenRecallRequest,
  RecallScopeView,
  toRecallScopeView,
} from './recalls.dto.js';
import { PublicNoticeRequest } from './recall-clock.dto.js';
import { ListedRecallView, RecallsQuery, toListedRecallView } from './recall-list.dto.js';
import { RecallListService } from './recall-list.service.js';
import { RecallsService } from './recalls.service.js';

@ApiTags('recalls')
@Controller('api/v1/recalls')
export class RecallsController {
  constructor(
    private readonly recalls: RecallsService,
    private readonly lists: RecallListService,
  ) {}

  /**
   * Opens a recall on batches you registered; a regulator may name anybody's. Their goods are frozen at once. Where two people
   * of your organisation open recalls, draft it, or say that it is an emergency.
   */
  @Allow('recalls.write')
  @Post()
  async open(
    @By() actor: Actor,
    @Body() { emergency, ...order }: OpenRecallRequest,
  ): Promise<RecallScopeView> {
    return toRecallScopeView(await this.recalls.open(actor, order, emergency));
  }

  /**
   * Recalls that you opened or were told of, newest first, each with what comes next; a regulator's are those of its
   * jurisdiction, too.
   */
  @Allow('recalls.read')
  @Get()
  @AnswersPage(ListedRecallView)
  async list(
    @By() actor: Actor,
    @Query() { cursor, limit, overdue }: RecallsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<ListedRecallView>> {
    const before = idPosition(cursor);
    const rows = await this.lists.list(actor, { before, limit: limit + 1, overdue });
    return pageOf(response, rows, {
      limit,
      positionAfter: ({ recall }) => [recall.id],
      view: toListedRecallView,
    });
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
   * Signs, as another person, what one of your organisation opened in an emergency.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.write')
  @Post(':id/signature')
  @HttpCode(200)
  async sign(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<RecallScopeView> {
    return toRecallScopeView(await this.recalls.sign(actor, id));
  }

  /**
   * Ends a recall whose scope you decide about, and lets go of everything it had stopped.
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
