import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { IdPipe } from '../platform/index.js';
import { AnswersFile, sendFile } from './file-answer.js';
import { mediaTypes } from './label-file.js';
import { BatchLabelsQuery, StretchLabelsQuery, toLabelOrder } from './labels.dto.js';
import { LabelsService } from './labels.service.js';
import { toUnitLabelOrder, UnitLabelQuery } from './unit-labels.dto.js';
import { UnitLabelsService } from './unit-labels.service.js';

/** Labels of one's own goods and loads. Each download is an entry of the audit. */
@ApiTags('labels')
@Controller('api/v1')
export class LabelsController {
  constructor(
    private readonly labels: LabelsService,
    private readonly units: UnitLabelsService,
  ) {}

  /**
   * Labels with the batch's own code, in the format of a printer.
   *
   * @param id - Our id of the batch.
   */
  @Allow('labels.read')
  @Get('batches/:id/labels')
  @AnswersFile(...Object.values(mediaTypes))
  async forBatch(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: BatchLabelsQuery,
    @Res() response: Response,
  ): Promise<void> {
    const order = { ...toLabelOrder(query), copies: query.copies ?? 1 };
    sendFile(response, `batch-${id}`, await this.labels.forBatch(actor, id, order));
  }

  /**
   * Labels of a stretch of a run, in the order of the roll.
   *
   * @param id - The `runId` that issuing answered.
   */
  @Allow('labels.read')
  @Get('code-runs/:id/labels')
  @AnswersFile(...Object.values(mediaTypes))
  async forStretch(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: StretchLabelsQuery,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.labels.forStretch(actor, id, query, toLabelOrder(query));
    sendFile(response, `run-${id}`, file);
  }

  /**
   * The label of a logistic unit of yours: a GS1 logistic label where it has an SSCC, with its content where that is one
   * batch of a product of yours with a GTIN. An SSCC that was given out to you has one ahead of packing, without content.
   *
   * @param code - SSCC in 18 digits, or a code of ours with or without spaces and hyphens.
   */
  @Allow('labels.read')
  @Get('logistic-units/:code/label')
  @AnswersFile(mediaTypes.pdf, mediaTypes.zpl)
  async forUnit(
    @By() actor: Actor,
    @Param('code') code: string,
    @Query() query: UnitLabelQuery,
    @Res() response: Response,
  ): Promise<void> {
    sendFile(response, 'unit', await this.units.forUnit(actor, code, toUnitLabelOrder(query)));
  }
}
