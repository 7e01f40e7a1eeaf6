import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import { toTraceView, TraceView } from './trace.dto.js';
import { toQuestion, TraceQuery } from './trace-query.dto.js';
import { TraceService } from './trace.service.js';

@ApiTags('traces')
@Controller('api/v1/traces')
export class TraceController {
  constructor(private readonly traces: TraceService) {}

  /**
   * Where a batch went and what is in it, or where a hazard went that entered at a place, each finding certain,
   * possible or cleared, with its evidence. A regulator traces over the events of its jurisdiction, and over everything
   * along an open recall; others over the events that they may see.
   */
  @Allow('traces.read')
  @Get()
  async trace(@By() actor: Actor, @Query() query: TraceQuery): Promise<TraceView> {
    return toTraceView(await this.traces.trace(actor, toQuestion(query)));
  }
}
