import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import {
  AnswersPage,
  IdPipe,
  idPosition,
  pageOf,
  PageQuery,
  type Page,
} from '../platform/index.js';
import { BatchView, toBatchView } from './batches.dto.js';
import { BatchesService } from './batches.service.js';

/** Reading one's own batches. Registering one is an act: it makes goods. */
@ApiTags('batches')
@Controller('api/v1/batches')
export class BatchesController {
  constructor(private readonly batches: BatchesService) {}

  /** The batches your organisation registered, newest first. */
  @Allow('batches.read')
  @Get()
  @AnswersPage(BatchView)
  async list(
    @By() actor: Actor,
    @Query() { cursor, limit }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<BatchView>> {
    const before = idPosition(cursor);
    const rows = await this.batches.list(actor, { before, limit: limit + 1 });
    return pageOf(response, rows, { limit, positionAfter: ({ id }) => [id], view: toBatchView });
  }

  /**
   * One batch that your organisation registered.
   *
   * @param id - Our id of the batch.
   */
  @Allow('batches.read')
  @Get(':id')
  async get(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<BatchView> {
    return toBatchView(await this.batches.get(actor, id));
  }
}
