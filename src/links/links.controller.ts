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
import { AddLinkRequest, LinkView, toLinkView } from './links.dto.js';
import { LinksService } from './links.service.js';

@ApiTags('products')
@Controller('api/v1/products/:id/links')
export class LinksController {
  constructor(private readonly links: LinksService) {}

  /**
   * Adds a link to where whoever asks for your product by its GTIN is sent. Everybody may read it.
   *
   * @param id - Our id of the product.
   */
  @Allow('links.write')
  @Post()
  async add(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() request: AddLinkRequest,
  ): Promise<LinkView> {
    return toLinkView(await this.links.add(actor, id, request));
  }

  /**
   * The links that you gave your product, newest first.
   *
   * @param id - Our id of the product.
   */
  @Allow('links.read')
  @Get()
  @AnswersPage(LinkView)
  async list(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { limit, cursor }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<LinkView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    const links = await this.links.list(actor, id, page);
    return pageOf(response, links, {
      limit,
      positionAfter: ({ id: at }) => [at],
      view: toLinkView,
    });
  }

  /**
   * Takes a link away: from the next request on nobody is sent there.
   *
   * @param id - Our id of the product.
   * @param linkId - Our id of the link.
   */
  @Allow('links.write')
  @Delete(':linkId')
  @HttpCode(204)
  async remove(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('linkId', IdPipe) linkId: string,
  ): Promise<void> {
    await this.links.remove(actor, { productId: id, id: linkId });
  }
}
