import { Body, Controller, HttpStatus, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { BatchView, toBatchView } from '../batches/index.js';
import { RegisterBatchRequest } from './batches.dto.js';
import { MakingService } from './making.service.js';

/** Registering a batch is an act: it makes goods. */
@ApiTags('batches')
@Controller('api/v1/batches')
export class RegisterBatchController {
  constructor(private readonly making: MakingService) {}

  /** Registers a batch, issues its code and records its making. 200 for a repeat under the same `eventId`. */
  @Allow('batches.write')
  @Post()
  async register(
    @By() actor: Actor,
    @Body() request: RegisterBatchRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchView> {
    const { batch, repeated } = await this.making.register(actor, request);
    if (repeated) response.status(HttpStatus.OK);
    return toBatchView(batch);
  }
}
