import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../../access/index.js';
import {
  RecallSettingsRequest,
  RecallSettingsView,
  toRecallSettingsView,
} from './recall-settings.dto.js';
import { RecallSettingsService } from './recall-settings.service.js';

@ApiTags('recalls')
@Controller('api/v1/recall-settings')
export class RecallSettingsController {
  constructor(private readonly settings: RecallSettingsService) {}

  /** How many people your organisation asks to open a recall. */
  @Allow('recalls.read')
  @Get()
  async get(@By() actor: Actor): Promise<RecallSettingsView> {
    return toRecallSettingsView(await this.settings.get(actor));
  }

  /** Says how many it asks. It holds for what is opened from now on. What you leave out is as usual again. */
  @Allow('recall-settings.write')
  @Put()
  async set(
    @By() actor: Actor,
    @Body() request: RecallSettingsRequest,
  ): Promise<RecallSettingsView> {
    const { signatures = null, secondWithinHours } = request;
    const asked = await this.settings.set(actor, { signatures, secondWithinHours });
    return toRecallSettingsView(asked);
  }
}
