import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { AnswersPage, Config, IdPipe, pageOf, PageQuery, type Page } from '../platform/index.js';
import { CodeLifeService } from './code-life.service.js';
import {
  ChosenCodesView,
  CodeChoiceRequest,
  CodeView,
  cursorPosition,
  IssueCodesRequest,
  IssuedCodesView,
  positionAfter,
  toCodeChoice,
  toCodeView,
  toIssuedCodesView,
  VoidCodesRequest,
} from './codes.dto.js';
import { CodesService } from './codes.service.js';

/** The codes of one's own batches. */
@ApiTags('codes')
@ApiBearerAuth()
@Controller('api/v1/batches/:id/codes')
export class CodesController {
  constructor(
    private readonly codes: CodesService,
    private readonly life: CodeLifeService,
    private readonly config: Config,
  ) {}

  /**
   * Issues codes for single pieces or cases of the batch. They stay silent until you activate them.
   *
   * @param batchId - Our id of the batch.
   */
  @Allow('codes.write')
  @Post()
  async issue(
    @By() actor: Actor,
    @Param('id', IdPipe) batchId: string,
    @Body() { kind, count }: IssueCodesRequest,
  ): Promise<IssuedCodesView> {
    const issued = await this.codes.issueForBatch(actor, batchId, { kind, size: count });
    return toIssuedCodesView(issued, this.config.publicUrl);
  }

  /**
   * The batch's own code first, then its item and case codes, run by run in the order of the roll.
   *
   * @param batchId - Our id of the batch.
   */
  @Allow('codes.read')
  @Get()
  @AnswersPage(CodeView)
  async list(
    @By() actor: Actor,
    @Param('id', IdPipe) batchId: string,
    @Query() { cursor, limit }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<CodeView>> {
    const page = { after: cursorPosition(cursor), limit: limit + 1 };
    const { batch, codes } = await this.codes.list(actor, batchId, page);
    const view = toCodeView(batch, this.config.publicUrl);
    return pageOf(response, codes, { limit, positionAfter, view });
  }

  /**
   * Makes item or case codes answer whoever scans them: all those chosen, or none.
   *
   * @param batchId - Our id of the batch.
   */
  @Allow('codes.write')
  @Post('activations')
  @HttpCode(200)
  async activate(
    @By() actor: Actor,
    @Param('id', IdPipe) batchId: string,
    @Body() request: CodeChoiceRequest,
  ): Promise<ChosenCodesView> {
    return { count: await this.life.activate(actor, batchId, toCodeChoice(request)) };
  }

  /**
   * Withdraws item or case codes for ever: all those chosen, or none.
   *
   * @param batchId - Our id of the batch.
   */
  @Allow('codes.write')
  @Post('voidings')
  @HttpCode(200)
  async void(
    @By() actor: Actor,
    @Param('id', IdPipe) batchId: string,
    @Body() request: VoidCodesRequest,
  ): Promise<ChosenCodesView> {
    const choice = toCodeChoice(request);
    return { count: await this.life.void(actor, batchId, choice, request.reason) };
  }
}
