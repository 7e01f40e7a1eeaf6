import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { pageOf, timePosition } from '../platform/index.js';
import { HandoffsQuery, HandoffsView, toHandoffView } from './handoffs.dto.js';
import { HandoffsService } from './handoffs.service.js';

@ApiTags('handoffs')
@Controller('api/v1/handoffs')
export class HandoffsController {
  constructor(private readonly handoffs: HandoffsService) {}

  /** Hand-offs that you are a side of and how they stand, newest first. */
  @Allow('handoffs.read')
  @Get()
  async list(
    @By() actor: Actor,
    @Query() { cursor, limit, state }: HandoffsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HandoffsView> {
    const before = timePosition(cursor);
    const { sides, settling } = await this.handoffs.list(actor, { before, limit: limit + 1 });
    const { items } = pageOf(response, sides, {
      limit,
      positionAfter: (side) => [side.at.toISOString(), side.ref],
      view: ({ handoffs }) => handoffs.flatMap(toHandoffView),
    });
    return {
      items: items.flat().filter((view) => state === undefined || view.state === state),
      ...(settling && { settling }),
    };
  }
}
