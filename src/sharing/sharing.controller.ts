import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
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
import { SayRequest, SharingView, toSharingView } from './sharing.dto.js';
import { SharingService } from './sharing.service.js';

@ApiTags('sharing')
@ApiBearerAuth()
@Controller('api/v1/sharing')
export class SharingController {
  constructor(private readonly sharing: SharingService) {}

  /** Says who is told your own steps in full. Of one product and party the last word holds. */
  @Allow('sharing.write')
  @Post()
  async say(@By() actor: Actor, @Body() request: SayRequest): Promise<SharingView> {
    return toSharingView(await this.sharing.say(actor, request));
  }

  /** What your organisation tells of its steps beyond those that it deals with, newest first. */
  @Allow('sharing.read')
  @Get()
  @AnswersPage(SharingView)
  async list(
    @By() actor: Actor,
    @Query() { limit, cursor }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<SharingView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    const said = await this.sharing.list(actor, page);
    return pageOf(response, said, {
      limit,
      positionAfter: ({ id }) => [id],
      view: toSharingView,
    });
  }

  /**
   * Takes a word back: from the next question on it is not told. What was told meanwhile is told.
   *
   * @param id - Our id of what was said.
   */
  @Allow('sharing.write')
  @Delete(':id')
  @HttpCode(204)
  async takeBack(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.sharing.takeBack(actor, id);
  }
}
