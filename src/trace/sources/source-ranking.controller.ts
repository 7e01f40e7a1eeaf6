import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../../access/index.js';
import type { KnownSender } from '../../platform/index.js';
import { SourceRankingRequest, toSourceQuestion } from './source-ranking.dto.js';
import { SourceRankingService } from './source-ranking.service.js';
import { SourceRankingView, toSourceRankingView } from './source-ranking-view.dto.js';

@ApiTags('traces')
@Controller('api/v1/traces/common-sources')
export class SourceRankingController {
  constructor(private readonly ranking: SourceRankingService) {}

  /**
   * Ranks the batches, places and parties that several cases may come from, by the share of the cases that each explains less the
   * negative samples that speak against it. It is a question and records nothing.
   */
  @Allow('traces.read')
  @Post()
  @HttpCode(200)
  async rank(
    @By() actor: Actor,
    @Body() request: SourceRankingRequest,
    @Req() { putOnRecord }: KnownSender,
  ): Promise<SourceRankingView> {
    const view = toSourceRankingView(await this.ranking.rank(actor, toSourceQuestion(request)));
    // The head of an answer to POST leaves at once: what may not be read unseen is on record before.
    await putOnRecord?.();
    return view;
  }
}
