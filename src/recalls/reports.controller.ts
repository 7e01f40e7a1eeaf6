import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { IdPipe } from '../platform/index.js';
import { RecallsService } from './recalls.service.js';
import { RecallReportView } from './report.dto.js';
import { reportDigest, reportText } from './report-text.js';

@ApiTags('recalls')
@Controller('api/v1/recalls')
export class RecallReportsController {
  constructor(private readonly recalls: RecallsService) {}

  /**
   * The report of a closed recall, for its owner and regulators, in canonical JSON (RFC 8785): the same bytes each time. Their
   * SHA-256 is the recall's `reportSha256`, and stands in the header `Content-Digest` (RFC 9530).
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.read')
  @Get(':id/report')
  @ApiOkResponse({ type: RecallReportView })
  async report(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const text = reportText(await this.recalls.report(actor, id));
    response.set('Content-Digest', `sha-256=:${reportDigest(text).toString('base64')}:`);
    response.type('application/json').send(text);
  }
}
