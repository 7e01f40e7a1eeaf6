import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import { IdPipe } from '../platform/index.js';
import { ChainView, toChainView } from './chain.dto.js';
import { ChainService } from './chain.service.js';

@ApiTags('traces')
@Controller('api/v1/batches')
export class ChainController {
  constructor(private readonly chains: ChainService) {}

  /**
   * What befell a batch beyond those you deal with: which steps, when by the day, in which region, how warm it was. Where it
   * came from is told to whoever has or had some of it, where it went to its maker.
   *
   * @param id - Our id of the batch.
   */
  @Allow('traces.read')
  @Get(':id/chain')
  async chain(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<ChainView> {
    return toChainView(await this.chains.of(actor, id));
  }
}
