import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../access/index.js';
import { BatchView, toBatchView } from '../batches/index.js';
import { RegisterBatchRequest } from './batches.dto.js';
import { MakingService } from './making.service.js';

/** Registering a batch is an act: it makes goods. */
@ApiTags('batches')
@ApiBearerAuth()
@Controller('api/v1/batches')
export class RegisterBatchController {
  constructor(private readonly making: MakingService) {}

  /** Registers a batch, issues its code and records its making. */
  @Allow('batches.write')
  @Post()
  async register(@By() actor: Actor, @Body() request: RegisterBatchRequest): Promise<BatchView> {
    return toBatchView(await this.making.register(actor, request));
  }
}
