import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { IdPipe, idPosition, pageOf, PageQuery } from '../platform/index.js';
import { ErasureView, toErasureView } from './erasure.dto.js';
import { ErasureService } from './erasure.service.js';
import { HeldView, toHeldView } from './held.dto.js';
import { HeldService } from './held.service.js';

@ApiTags('people')
@Controller('api/v1/people')
export class PrivacyController {
  constructor(
    private readonly held: HeldService,
    private readonly erasures: ErasureService,
  ) {}

  /**
   * All that is held about a person of your organisation; what they did is paged, newest first.
   *
   * @param id - Our id of the person.
   */
  @Allow('people.manage')
  @Get(':id/data')
  async tell(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { limit, cursor }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HeldView> {
    const held = await this.held.of(actor, id, { before: idPosition(cursor), limit: limit + 1 });
    const { items } = pageOf(response, held.entries, {
      limit,
      positionAfter: ({ id: last }) => [last],
      view: (entry) => entry,
    });
    return toHeldView({ ...held, entries: items });
  }

  /**
   * Erases a person of your organisation for good: they are signed out at once, and name, login, password and addresses go. What
   * they did stays on record under our id of them. Asked again, it answers what is left.
   *
   * @param id - Our id of the person.
   */
  @Allow('people.manage')
  @Post(':id/erasure')
  @HttpCode(200)
  async erase(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<ErasureView> {
    return toErasureView(await this.erasures.erase(actor, id));
  }
}
