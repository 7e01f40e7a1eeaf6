import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { AnswersPage, Config, IdPipe, pageOf, PageQuery, type Page } from '../platform/index.js';
import { CodeRunView, toCodeRunView } from './code-runs.dto.js';
import { CodeView, cursorPosition, positionAfter, toCodeView } from './codes.dto.js';
import { CodesService } from './codes.service.js';

/** Runs of item and case codes of one's own batches. */
@ApiTags('codes')
@ApiBearerAuth()
@Controller('api/v1/code-runs/:id')
export class CodeRunsController {
  constructor(
    private readonly codes: CodesService,
    private readonly config: Config,
  ) {}

  /**
   * How far a run is.
   *
   * @param runId - The id that issuing answered.
   */
  @Allow('codes.read')
  @Get()
  async get(@By() actor: Actor, @Param('id', IdPipe) runId: string): Promise<CodeRunView> {
    return toCodeRunView(await this.codes.ownRun(actor, runId), this.config.publicUrl);
  }

  /**
   * The codes of a run in the order of the roll, as many as there are by now.
   *
   * @param runId - The id that issuing answered.
   */
  @Allow('codes.read')
  @Get('codes')
  @AnswersPage(CodeView)
  async list(
    @By() actor: Actor,
    @Param('id', IdPipe) runId: string,
    @Query() { cursor, limit }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<CodeView>> {
    const page = { after: cursorPosition(cursor), limit: limit + 1 };
    const { batch, codes } = await this.codes.listRun(actor, runId, page);
    const view = toCodeView(batch, this.config.publicUrl);
    return pageOf(response, codes, { limit, positionAfter, view });
  }
}
