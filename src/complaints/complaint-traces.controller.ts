import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import {
  ComplaintTracesQuery,
  ComplaintTracesView,
  toComplaintTracesView,
} from './complaint-traces.dto.js';
import { ComplaintTracesService } from './complaint-traces.service.js';

@ApiTags('complaints')
@Controller('api/v1/complaint-traces')
export class ComplaintTracesController {
  constructor(private readonly traces: ComplaintTracesService) {}

  /**
   * Starts traces from several complaints that you may see: each batch that they name is traced once, over what you may see
   * of it.
   */
  @Allow('complaints.read')
  @Get()
  async trace(
    @By() actor: Actor,
    @Query() { complaintIds, direction }: ComplaintTracesQuery,
  ): Promise<ComplaintTracesView> {
    return toComplaintTracesView(await this.traces.trace(actor, complaintIds, direction));
  }
}
