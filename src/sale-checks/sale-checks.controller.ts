import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/index.js';
import { SaleChecksQuery, SaleChecksView, toSaleChecksView } from './sale-checks.dto.js';
import { SaleChecksService } from './sale-checks.service.js';

@ApiTags('sale checks')
@Controller('api/v1/sale-checks')
export class SaleChecksController {
  constructor(private readonly sales: SaleChecksService) {}

  /** Whether goods may be sold now, by what stands on their labels: for tills and platforms. Answers in the order asked. */
  @Allow('sale-checks.read')
  @Get()
  async check(@Query() { what, market }: SaleChecksQuery): Promise<SaleChecksView> {
    return toSaleChecksView(await this.sales.check(what, market));
  }
}
