import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
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
import { RecallOrderRequest } from '../recall-order.dto.js';
import { DraftScopeService } from './draft-scope.service.js';
import {
  DraftScopeView,
  RecallDraftView,
  SignDraftRequest,
  SignedDraftView,
  toDraftScopeView,
  toRecallDraftView,
} from './recall-drafts.dto.js';
import { RecallDraftsService } from './recall-drafts.service.js';

@ApiTags('recalls')
@Controller('api/v1/recall-drafts')
export class RecallDraftsController {
  constructor(
    private readonly drafts: RecallDraftsService,
    private readonly scopes: DraftScopeService,
  ) {}

  /** Writes down what a recall would say. Nothing is stopped and nobody is told until it is signed. */
  @Allow('recalls.write')
  @Post()
  async draft(@By() actor: Actor, @Body() request: RecallOrderRequest): Promise<RecallDraftView> {
    return toRecallDraftView(await this.drafts.draft(actor, request));
  }

  /** The drafts of your organisation, newest first. Nobody else sees them. */
  @Allow('recalls.read')
  @Get()
  @AnswersPage(RecallDraftView)
  async list(
    @By() actor: Actor,
    @Query() { cursor, limit }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<RecallDraftView>> {
    const rows = await this.drafts.list(actor, { before: idPosition(cursor), limit: limit + 1 });
    return pageOf(response, rows, {
      limit,
      positionAfter: ({ id }) => [id],
      view: toRecallDraftView,
    });
  }

  /**
   * One draft.
   *
   * @param id - Our id of the draft.
   */
  @Allow('recalls.read')
  @Get(':id')
  async get(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<RecallDraftView> {
    return toRecallDraftView(await this.drafts.get(actor, id));
  }

  /**
   * Where its batches have gone, as far as you may see. The recall will cover what others have, too.
   *
   * @param id - Our id of the draft.
   */
  @Allow('recalls.read')
  @Get(':id/scope')
  async scope(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<DraftScopeView> {
    return toDraftScopeView(await this.scopes.of(actor, id));
  }

  /**
   * Says all of it anew. Whoever signed it before has to sign again.
   *
   * @param id - Our id of the draft.
   */
  @Allow('recalls.write')
  @Put(':id')
  async rewrite(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() request: RecallOrderRequest,
  ): Promise<RecallDraftView> {
    return toRecallDraftView(await this.drafts.rewrite(actor, id, request));
  }

  /**
   * Throws a draft away.
   *
   * @param id - Our id of the draft.
   */
  @Allow('recalls.write')
  @Delete(':id')
  @HttpCode(204)
  async discard(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.drafts.discard(actor, id);
  }

  /**
   * Signs a draft. Signed by as many people as your organisation asks for, it is an open recall under the same id.
   *
   * @param id - Our id of the draft.
   */
  @Allow('recalls.write')
  @Post(':id/signature')
  @HttpCode(200)
  async sign(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { writtenAt, emergency }: SignDraftRequest,
  ): Promise<SignedDraftView> {
    const read = new Date(writtenAt);
    return { id, isOpen: await this.drafts.sign(actor, id, { read, isEmergency: emergency }) };
  }
}
