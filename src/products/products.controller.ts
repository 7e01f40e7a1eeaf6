import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import {
  AnswersEither,
  AnswersPage,
  IdPipe,
  idPosition,
  pageOf,
  type Page,
} from '../platform/index.js';
import {
  ChangeProductRequest,
  OwnProductView,
  ProductsQuery,
  ProductView,
  RegisterProductRequest,
  toOwnProductView,
  toProductView,
} from './products.dto.js';
import { ProductsService } from './products.service.js';

@ApiTags('products')
@Controller('api/v1/products')
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  /** Registers a product. A GTIN that events have named before keeps what is recorded about it. */
  @Allow('products.write')
  @Post()
  async register(
    @By() actor: Actor,
    @Body() request: RegisterProductRequest,
  ): Promise<OwnProductView> {
    return toOwnProductView(await this.products.register(actor, request));
  }

  /** Your products, newest first; with `gtin` the one that has it, whoever registered it. */
  @Allow('products.read')
  @Get()
  @AnswersPage(ProductView)
  async list(
    @By() actor: Actor,
    @Query() query: ProductsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<ProductView>> {
    const { gtin, itemCode, limit, cursor } = query;
    if (gtin !== undefined) {
      return { items: (await this.products.findByGtin(gtin)).map(toProductView) };
    }
    const page = { itemCode, before: idPosition(cursor), limit: limit + 1 };
    const products = await this.products.list(actor, page);
    return pageOf(response, products, {
      limit,
      positionAfter: ({ id }) => [id],
      view: toOwnProductView,
    });
  }

  /**
   * One product: yours, or one that has a GTIN.
   *
   * @param id - Our id of the product.
   */
  @Allow('products.read')
  @Get(':id')
  @AnswersEither(ProductView, OwnProductView)
  async get(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
  ): Promise<ProductView | OwnProductView> {
    const product = await this.products.get(actor, id);
    const isOwn = product.organisationId === actor.organisationId;
    return isOwn ? toOwnProductView(product) : toProductView(product);
  }

  /**
   * Changes one of your products.
   *
   * @param id - Our id of the product.
   */
  @Allow('products.write')
  @Patch(':id')
  async change(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() request: ChangeProductRequest,
  ): Promise<OwnProductView> {
    return toOwnProductView(await this.products.change(actor, id, request));
  }
}
