import { Controller, Get, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import type { KnownSender } from '../platform/index.js';
import { toTraceView, TraceView } from './trace.dto.js';
import { toQuestion, TraceQuery } from './trace-query.dto.js';
import { rowsType, traceStream } from './trace-rows.js';
import { TraceService } from './trace.service.js';

@ApiTags('traces')
@Controller('api/v1/traces')
export class TraceController {
  constructor(private readonly traces: TraceService) {}

  /**
   * Where goods went and what is in them, or where a hazard went that entered at a place, each finding certain,
   * possible or cleared, with its evidence. A regulator traces over the events of its jurisdiction, and over everything
   * along an open recall; others over the events that they may see. With `Accept: application/x-ndjson` the answer comes as
   * lines of JSON: `row` of each says what it is, `head` first, `end` last; without that last line it is not whole.
   */
  @Allow('traces.read')
  @Get()
  @ApiExtraModels(TraceView)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(TraceView) } },
      [rowsType]: { schema: { type: 'string' } },
    },
  })
  async trace(
    @By() actor: Actor,
    @Query() query: TraceQuery,
    @Req() request: Request & KnownSender,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TraceView | StreamableFile> {
    const answer = await this.traces.trace(actor, toQuestion(query));
    response.vary('Accept');
    if (request.accepts(['application/json', rowsType]) !== rowsType) return toTraceView(answer);
    // Lines leave before the end of the answer: what is read has to be on record before them.
    await request.putOnRecord?.();
    return new StreamableFile(traceStream(answer), { type: rowsType });
  }
}
