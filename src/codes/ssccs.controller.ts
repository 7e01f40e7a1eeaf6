import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import { AllocatedSsccsView, AllocateSsccsRequest, toAllocatedSsccsView } from './ssccs.dto.js';
import { SsccsService } from './ssccs.service.js';

@ApiTags('codes')
@Controller('api/v1/ssccs')
export class SsccsController {
  constructor(private readonly ssccs: SsccsService) {}

  /** Makes SSCCs of your GS1 company prefix, to print and put on pallets and other loads. */
  @Allow('codes.write')
  @Post()
  async allocate(
    @By() actor: Actor,
    @Body() { count, extensionDigit = 0, prefix }: AllocateSsccsRequest,
  ): Promise<AllocatedSsccsView> {
    return toAllocatedSsccsView(
      await this.ssccs.allocate(actor, { count, extensionDigit, prefix }),
    );
  }
}
