import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import { IdPipe } from '../platform/index.js';
import { BatchRetentionView, toBatchRetentionView } from './batch-records.dto.js';
import { BatchRecordsService } from './batch-records.service.js';

@ApiTags('batches')
@Controller('api/v1/batches')
export class BatchRecordsController {
  constructor(private readonly records: BatchRecordsService) {}

  /**
   * Until when the law asks you to keep the records of your batch. Furrow keeps them after that, too: no event is ever removed.
   *
   * @param id - Our id of the batch.
   */
  @Allow('batches.read')
  @Get(':id/retention')
  async of(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<BatchRetentionView> {
    return toBatchRetentionView(await this.records.of(actor, id));
  }
}
