import { Body, Controller, Get, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { AnswersPage, Config, IdPipe, pageOf, PageQuery, type Page } from '../platform/index.js';
import {
  CodeView,
  cursorPosition,
  IssueCodesRequest,
  IssuedCodesView,
  positionAfter,
  toCodeView,
  toIssuedCodesView,
} from './codes.dto.js';
import { CodesService } from './codes.service.js';

const locationOfRun = {
  Location: { description: 'Address of the run.', schema: { type: 'string' as const } },
};

/** The codes of one's own batches. */
@ApiTags('codes')
@Controller('api/v1/batches/:id/codes')
export class CodesController {
  constructor(
    private readonly codes: CodesService,
    private readonly config: Config,
  ) {}

  /**
   * Issues codes for single pieces or cases of the batch. They stay silent until you activate them. More than 10,000 are a
   * job's work: `GET /api/v1/code-runs/{id}` tells how far it is, and what there is by then can be listed and activated.
   *
   * @param batchId - Our id of the batch.
   */
  @Allow('codes.write')
  @ApiCreatedResponse({ type: IssuedCodesView })
  @ApiAcceptedResponse({ type: IssuedCodesView, headers: locationOfRun })
  @Post()
  async issue(
    @By() actor: Actor,
    @Param('id', IdPipe) batchId: string,
    @Body() { kind, count, mode }: IssueCodesRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IssuedCodesView> {
    const issued = await this.codes.issueForBatch(actor, batchId, { kind, size: count, mode });
    const view = toIssuedCodesView(issued, this.config.publicUrl);
    if (view.state === 'issuing') {
      response.status(HttpStatus.ACCEPTED).location(`/api/v1/code-runs/${view.runId}`);
    }
    return view;
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
    const { run, codes } = await this.codes.list(actor, batchId, page);
    const view = toCodeView(run, this.config.publicUrl);
    return pageOf(response, codes, { limit, positionAfter, view });
  }
}
