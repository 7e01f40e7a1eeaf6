import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import {
  AnswersPage,
  Config,
  IdPipe,
  idPosition,
  pageOf,
  PageQuery,
  type Page,
} from '../platform/index.js';
import type { CodeRun } from './code.js';
import { CodeRunView, toCodeRunView } from './code-runs.dto.js';
import { CodeRunsService } from './code-runs.service.js';
import { CodeView, cursorPosition, positionAfter, toCodeView } from './codes.dto.js';

/** Runs of item and case codes of one's own batches. */
@ApiTags('codes')
@Controller('api/v1/code-runs')
export class CodeRunsController {
  constructor(
    private readonly runs: CodeRunsService,
    private readonly config: Config,
  ) {}

  /** Your runs with how far they are, newest first. */
  @Allow('codes.read')
  @Get()
  @AnswersPage(CodeRunView)
  async list(
    @By() actor: Actor,
    @Query() { cursor, limit }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<CodeRunView>> {
    const runs = await this.runs.list(actor, { before: idPosition(cursor), limit: limit + 1 });
    const positionAfter = ({ id }: CodeRun) => [id];
    const view = (run: CodeRun) => toCodeRunView(run, this.config.publicUrl);
    return pageOf(response, runs, { limit, positionAfter, view });
  }

  /**
   * How far a run is.
   *
   * @param runId - The id that issuing answered.
   */
  @Allow('codes.read')
  @Get(':id')
  async get(@By() actor: Actor, @Param('id', IdPipe) runId: string): Promise<CodeRunView> {
    return toCodeRunView(await this.runs.get(actor, runId), this.config.publicUrl);
  }

  /**
   * The codes of a run in the order of the roll, as many as there are by now.
   *
   * @param runId - The id that issuing answered.
   */
  @Allow('codes.read')
  @Get(':id/codes')
  @AnswersPage(CodeView)
  async codes(
    @By() actor: Actor,
    @Param('id', IdPipe) runId: string,
    @Query() { cursor, limit }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<CodeView>> {
    const page = { after: cursorPosition(cursor), limit: limit + 1 };
    const { run, codes } = await this.runs.codes(actor, runId, page);
    const view = toCodeView(run, this.config.publicUrl);
    return pageOf(response, codes, { limit, positionAfter, view });
  }

  /**
   * Gives up the codes that a run still waits for: it ends with those that it has, which stay as they are. Said again it changes
   * nothing.
   *
   * @param runId - The id that issuing answered.
   */
  @Allow('codes.write')
  @Post(':id/cancellation')
  @HttpCode(200)
  async cancel(@By() actor: Actor, @Param('id', IdPipe) runId: string): Promise<CodeRunView> {
    return toCodeRunView(await this.runs.cancel(actor, runId), this.config.publicUrl);
  }
}
