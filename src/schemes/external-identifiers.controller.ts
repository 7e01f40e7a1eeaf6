import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { AnswersPage, IdPipe, idPosition, pageOf, type Page } from '../platform/index.js';
import {
  AddExternalIdentifierRequest,
  ExternalIdentifiersQuery,
  ExternalIdentifierView,
  toExternalIdentifierView,
} from './external-identifiers.dto.js';
import { ExternalIdentifiersService } from './external-identifiers.service.js';

@ApiTags('external-identifiers')
@Controller('api/v1/external-identifiers')
export class ExternalIdentifiersController {
  constructor(private readonly identifiers: ExternalIdentifiersService) {}

  /** Says that your product or batch bears a code of another scheme. Said again, it is answered as it was the first time. */
  @Allow('external-identifiers.write')
  @Post()
  async add(
    @By() actor: Actor,
    @Body() request: AddExternalIdentifierRequest,
  ): Promise<ExternalIdentifierView> {
    return toExternalIdentifierView(await this.identifiers.add(actor, request));
  }

  /** What you said, newest first; with `text`, which of your products and batches a scanned or typed code is of. */
  @Allow('external-identifiers.read')
  @Get()
  @AnswersPage(ExternalIdentifierView)
  async list(
    @By() actor: Actor,
    @Query() { text, productId, limit, cursor }: ExternalIdentifiersQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<ExternalIdentifierView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    const stated = await this.identifiers.list(actor, { text, productId }, page);
    return pageOf(response, stated, {
      limit,
      positionAfter: ({ id }) => [id],
      view: toExternalIdentifierView,
    });
  }

  /**
   * Takes back what you said: from the next question on nobody is told it.
   *
   * @param id - Our id of the external identifier.
   */
  @Allow('external-identifiers.write')
  @Delete(':id')
  @HttpCode(204)
  async remove(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.identifiers.remove(actor, id);
  }
}
