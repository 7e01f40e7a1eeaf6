import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
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
import { ShareRequest, SharingView, toSharingView } from './sharing.dto.js';
import { SharingService } from './sharing.service.js';

@ApiTags('sharing')
@Controller('api/v1/sharing')
export class SharingController {
  constructor(private readonly sharing: SharingService) {}

  /** Says who is told your own steps in full. Of one product and party the last sharing holds. */
  @Allow('sharing.write')
  @Post()
  async share(@By() actor: Actor, @Body() request: ShareRequest): Promise<SharingView> {
    return toSharingView(await this.sharing.share(actor, request));
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
   * Ends a sharing: from the next question on it is not told. What was told before stays known.
   *
   * @param id - Our id of the sharing.
   */
  @Allow('sharing.write')
  @Delete(':id')
  @HttpCode(204)
  async unshare(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.sharing.unshare(actor, id);
  }
}
