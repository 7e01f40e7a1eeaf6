import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import { IdPipe } from '../platform/index.js';
import { OwnGoodsView, toOwnGoodsView } from './own-goods.dto.js';
import { OwnGoodsService } from './own-goods.service.js';

@ApiTags('holdings')
@Controller('api/v1')
export class OwnGoodsController {
  constructor(private readonly goods: OwnGoodsService) {}

  /**
   * Where your goods of a batch are, with goods of no known batch that may be of it. Empty for what is not yours.
   *
   * @param id - Our id of the batch.
   */
  @Allow('holdings.read')
  @Get('batches/:id/holdings')
  async ofBatch(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<OwnGoodsView> {
    return toOwnGoodsView(await this.goods.ofBatch(actor, id));
  }

  /**
   * Where your goods of a product are, batch by batch. Empty for what is not yours.
   *
   * @param id - Our id of the product.
   */
  @Allow('holdings.read')
  @Get('products/:id/holdings')
  async ofProduct(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<OwnGoodsView> {
    return toOwnGoodsView(await this.goods.ofProduct(actor, id));
  }
}
