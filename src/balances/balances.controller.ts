import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { IdPipe, idPosition, pageOf } from '../platform/index.js';
import {
  BatchBalanceQuery,
  BatchBalanceView,
  toBatchAsOf,
  toBatchBalanceView,
} from './batch-balances.dto.js';
import { BatchBalancesService } from './batch-balances.service.js';
import { PartyBalancesService } from './party-balances.service.js';
import {
  PartyBalanceQuery,
  PartyBalanceView,
  toBalanceQuestion,
  toPartyBalanceView,
} from './party-balances.dto.js';

@ApiTags('balances')
@Controller('api/v1')
export class BalancesController {
  constructor(
    private readonly parties: PartyBalancesService,
    private readonly batches: BatchBalancesService,
  ) {}

  /**
   * The mass balance of your party over an interval, product by product: what you had and got is what you have and what went,
   * exactly. Regulators may ask for the parties that they oversee.
   */
  @Allow('holdings.read')
  @Get('balances')
  async ofParty(
    @By() actor: Actor,
    @Query() query: PartyBalanceQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PartyBalanceView> {
    const { limit, cursor } = query;
    const page = { after: idPosition(cursor), limit };
    const balance = await this.parties.of(actor, toBalanceQuestion(query), page);
    pageOf(response, balance.products, { limit, positionAfter: (id) => [id], view: (id) => id });
    return toPartyBalanceView(balance);
  }

  /**
   * Where all of a batch came from and is, or went, over the events that you may see, as a trace does. Where goods without a
   * batch may be of it, at least and at most so much.
   *
   * @param id - Our id of the batch.
   */
  @Allow('traces.read')
  @Get('batches/:id/balance')
  async ofBatch(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: BatchBalanceQuery,
  ): Promise<BatchBalanceView> {
    return toBatchBalanceView(await this.batches.of(actor, id, toBatchAsOf(query)));
  }
}
