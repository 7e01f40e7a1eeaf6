import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import { LogisticUnitView, toLogisticUnitView } from './logistic-units.dto.js';
import { LogisticUnitsService } from './logistic-units.service.js';

@ApiTags('holdings')
@Controller('api/v1/logistic-units')
export class LogisticUnitsController {
  constructor(private readonly units: LogisticUnitsService) {}

  /**
   * Where a unit of yours is and what it holds now, by its SSCC or its code.
   *
   * @param code - SSCC in 18 digits, or a code of ours with or without spaces and hyphens.
   */
  @Allow('holdings.read')
  @Get(':code')
  async get(@By() actor: Actor, @Param('code') code: string): Promise<LogisticUnitView> {
    return toLogisticUnitView(await this.units.get(actor, code));
  }
}
