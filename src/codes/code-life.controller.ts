import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import { IdPipe } from '../platform/index.js';
import {
  BlockCodesRequest,
  ChosenCodesView,
  CodeChoiceRequest,
  toCodeChoice,
  VoidCodesRequest,
} from './code-life.dto.js';
import { CodeLifeService } from './code-life.service.js';

/** What becomes of the item and case codes of one's own batches. */
@ApiTags('codes')
@Controller('api/v1/batches/:id/codes')
export class CodeLifeController {
  constructor(private readonly life: CodeLifeService) {}

  /**
   * Makes item or case codes answer whoever scans them. Of named codes all or none; repeated, it changes nothing.
   *
   * @param batchId - Our id of the batch.
   */
  @Allow('codes.write')
  @Post('activations')
  @HttpCode(200)
  async activate(
    @By() actor: Actor,
    @Param('id', IdPipe) batchId: string,
    @Body() request: CodeChoiceRequest,
  ): Promise<ChosenCodesView> {
    return this.life.change(actor, batchId, { change: 'activate', choice: toCodeChoice(request) });
  }

  /**
   * Warns whoever scans these active codes that they may be copies, until that is lifted.
   *
   * @param batchId - Our id of the batch.
   */
  @Allow('codes.write')
  @Post('blockings')
  @HttpCode(200)
  async block(
    @By() actor: Actor,
    @Param('id', IdPipe) batchId: string,
    @Body() request: BlockCodesRequest,
  ): Promise<ChosenCodesView> {
    const { reason } = request;
    const choice = toCodeChoice(request);
    return this.life.change(actor, batchId, { change: 'block', choice, reason });
  }

  /**
   * Lifts the warning from blocked codes: they are active again.
   *
   * @param batchId - Our id of the batch.
   */
  @Allow('codes.write')
  @Post('unblockings')
  @HttpCode(200)
  async unblock(
    @By() actor: Actor,
    @Param('id', IdPipe) batchId: string,
    @Body() request: CodeChoiceRequest,
  ): Promise<ChosenCodesView> {
    return this.life.change(actor, batchId, { change: 'unblock', choice: toCodeChoice(request) });
  }

  /**
   * Says for ever that what these active codes name is used up: eaten, cooked, poured together. Whoever scans one later is told
   * since when.
   *
   * @param batchId - Our id of the batch.
   */
  @Allow('codes.write')
  @Post('consumptions')
  @HttpCode(200)
  async consume(
    @By() actor: Actor,
    @Param('id', IdPipe) batchId: string,
    @Body() request: CodeChoiceRequest,
  ): Promise<ChosenCodesView> {
    return this.life.change(actor, batchId, { change: 'consume', choice: toCodeChoice(request) });
  }

  /**
   * Withdraws item or case codes for ever. Of named codes all or none.
   *
   * @param batchId - Our id of the batch.
   */
  @Allow('codes.write')
  @Post('voidings')
  @HttpCode(200)
  async void(
    @By() actor: Actor,
    @Param('id', IdPipe) batchId: string,
    @Body() request: VoidCodesRequest,
  ): Promise<ChosenCodesView> {
    const { reason } = request;
    const choice = toCodeChoice(request);
    return this.life.change(actor, batchId, { change: 'void', choice, reason });
  }
}
