import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { sendFile } from '../../labels/index.js';
import { Clock, IdPipe, Random } from '../../platform/index.js';
import { speechIn } from '../catalogue/speech.js';
import { saidUnits } from '../forms/amount-form.js';
import { labelsPage, readCopies } from '../forms/labels-page.js';
import { batchRegisteredPage, newBatchPage } from '../forms/new-batch-page.js';
import type { TypedForm } from '../forms/form-fault.js';
import { BatchDeskService } from './batch-desk.service.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { LabelDeskService } from './label-desk.service.js';
import { fieldsOf, noteMade, readerOf, sendPage, type Exchange } from './reader.js';

/** The producer's plain desk: one form, the batch it made, and its labels. */
@ApiExcludeController()
@Controller('desk/batches')
export class BatchDeskController {
  constructor(
    private readonly desk: BatchDeskService,
    private readonly labelling: LabelDeskService,
    private readonly offers: DeskChoicesService,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  @Allow('batches.write')
  @Get('new')
  async blank(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    const fields = await this.desk.suggestion(actor);
    await this.show(actor, { request, response }, { fields, faults: [] });
  }

  @Allow('batches.write')
  @Post()
  async register(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    const fields = fieldsOf(request);
    const speech = speechIn(readerOf(request).language);
    const { batchId, faults } = await this.desk.register(actor, fields, speech);
    if (batchId === undefined) {
      await this.show(actor, { request, response }, { fields, faults });
      return;
    }
    noteMade(request, batchId);
    response.redirect(303, `/desk/batches/${batchId}`);
  }

  @Allow('batches.read')
  @Get(':id')
  async registered(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const reading = readerOf(request);
    const label = await this.labelling.labelOf(actor, id, speechIn(reading.language));
    const page = batchRegisteredPage({
      reading,
      signedInAs: await this.offers.signedIn(actor, speechIn(reading.language)),
      ...label,
      labelsPath: `/desk/batches/${id}/labels`,
      publicPath: `/t/${label.code}`,
    });
    sendPage(response, reading, page);
  }

  @Allow('labels.read')
  @Get(':id/labels')
  async labels(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const reading = readerOf(request);
    const label = await this.labelling.labelOf(actor, id, speechIn(reading.language));
    const copies = copiesAsked(request);
    const signedInAs = await this.offers.signedIn(actor, speechIn(reading.language));
    sendPage(
      response,
      reading,
      labelsPage({ reading, signedInAs, label, batchPath: `/desk/batches/${id}`, copies }),
    );
  }

  @Allow('labels.read')
  @Get(':id/labels.pdf')
  async labelsAsPdf(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const { language } = readerOf(request);
    const wanted = { copies: copiesAsked(request), language };
    sendFile(response, `batch-${id}`, await this.labelling.sheetOf(actor, id, wanted));
  }

  private async show(
    actor: Actor,
    { request, response }: Exchange,
    form: TypedForm,
  ): Promise<void> {
    const reading = readerOf(request);
    const page = newBatchPage({
      reading,
      signedInAs: await this.offers.signedIn(actor, speechIn(reading.language)),
      formId: this.random.uuid(),
      ...(await this.desk.choices(actor, speechIn(reading.language))),
      units: saidUnits,
      ...form,
      now: this.clock.now(),
    });
    sendPage(response, reading, page, form.faults.length > 0 ? 422 : 200);
  }
}

const copiesAsked = ({ originalUrl }: Request) =>
  readCopies(new URLSearchParams(originalUrl.split('?')[1]));
