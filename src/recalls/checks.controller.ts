import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import { IdPipe } from '../platform/index.js';
import { CheckOutcomeRequest, DrawCheckRequest } from './checks.dto.js';
import { ChecksService } from './checks.service.js';
import { RecallScopeView, toRecallScopeView } from './recalls.dto.js';
import { RecallsService } from './recalls.service.js';

@ApiTags('recalls')
@Controller('api/v1/recalls')
export class ChecksController {
  constructor(
    private readonly recalls: RecallsService,
    private readonly checks: ChecksService,
  ) {}

  /**
   * Draws a sample of those who have to know of your recall, to check whether it reached them.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.write')
  @Post(':id/checks')
  async draw(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { level, percent }: DrawCheckRequest,
  ): Promise<RecallScopeView> {
    await this.checks.draw(actor, id, { level, percent });
    return toRecallScopeView(await this.recalls.get(actor, id));
  }

  /**
   * Says, once, what a check found at one party of its sample.
   *
   * @param id - Our id of the recall.
   * @param checkId - Our id of the check.
   */
  @Allow('recalls.write')
  @Post(':id/checks/:checkId/outcomes')
  @HttpCode(200)
  async found(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('checkId', IdPipe) checkId: string,
    @Body() { words, at, ...outcome }: CheckOutcomeRequest,
  ): Promise<RecallScopeView> {
    const found = { ...outcome, words: words ?? null, at };
    await this.checks.found(actor, { recallId: id, checkId }, found);
    return toRecallScopeView(await this.recalls.get(actor, id));
  }
}
