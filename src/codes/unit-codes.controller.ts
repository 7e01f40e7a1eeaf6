import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import { Config } from '../platform/index.js';
import { IssuedCodesView, IssueUnitCodesRequest, toIssuedCodesView } from './codes.dto.js';
import { CodesService } from './codes.service.js';

@ApiTags('codes')
@Controller('api/v1/logistic-units/codes')
export class UnitCodesController {
  constructor(
    private readonly codes: CodesService,
    private readonly config: Config,
  ) {}

  /** Issues codes to print and put on pallets and other loads, for those who have no SSCC. */
  @Allow('codes.write')
  @Post()
  async issue(
    @By() actor: Actor,
    @Body() { count }: IssueUnitCodesRequest,
  ): Promise<IssuedCodesView> {
    const issued = await this.codes.issueForUnits(actor, count);
    return toIssuedCodesView(issued, this.config.publicUrl);
  }
}
