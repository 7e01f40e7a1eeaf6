import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, isAllowed, type Actor } from '../../access/index.js';
import {
  answerMax,
  complaintClosed,
  ComplaintsService,
  sendPhoto,
} from '../../complaints/index.js';
import { Problem } from '../../kernel/index.js';
import { IdPipe } from '../../platform/index.js';
import { speechIn } from '../catalogue/speech.js';
import { complaintPage, wordsIn } from '../forms/complaint-page.js';
import { complaintsPage } from '../forms/complaints-page.js';
import type { TypedForm } from '../forms/form-fault.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { beforeOf, fieldsOf, firstOf, readerOf, sendPage, type Exchange } from './reader.js';

const complaintsShown = 50;
const anyOf = { state: undefined, kind: undefined, batchId: undefined };

/** Where a firm reads and answers what consumers report, and a regulator reads it. */
@ApiExcludeController()
@Allow('complaints.read')
@Controller('desk/complaints')
export class ComplaintsDeskController {
  constructor(
    private readonly complaints: ComplaintsService,
    private readonly offers: DeskChoicesService,
  ) {}

  @Get()
  async list(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    const reading = readerOf(request);
    const page = { before: beforeOf(request), limit: complaintsShown + 1 };
    const complaints = await this.complaints.list(actor, anyOf, page);
    const { shown, older } = firstOf(complaints, complaintsShown, '/desk/complaints');
    const signedInAs = await this.offers.signedIn(actor, speechIn(reading.language));
    const isOverseer = actor.oversees !== undefined;
    const html = complaintsPage({ reading, signedInAs, isOverseer, complaints: shown, older });
    sendPage(response, reading, html);
  }

  @Get(':id')
  async one(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await this.show(
      actor,
      { request, response },
      { id, fields: new URLSearchParams(), faults: [] },
    );
  }

  @Get(':id/photos/:photoId')
  async photo(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('photoId', IdPipe) photoId: string,
    @Res() response: Response,
  ) {
    sendPhoto(response, photoId, await this.complaints.photo(actor, id, photoId));
  }

  @Allow('complaints.write')
  @Post(':id')
  async step(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const fields = fieldsOf(request);
    const { say } = speechIn(readerOf(request).language);
    const press = fields.get('press') === 'close' ? 'close' : 'answer';
    const words = wordsIn(fields, press);
    const refuse = (text: string) =>
      this.show(actor, { request, response }, { id, fields, faults: [{ field: press, text }] });
    try {
      if (fields.get('press') === 'see') await this.complaints.acknowledge(actor, id);
      else if (words === undefined)
        return await refuse(say('fault.answerWords', { most: answerMax }));
      else await this.complaints[press](actor, id, words);
      response.redirect(303, `/desk/complaints/${id}`);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== complaintClosed) throw error;
      await refuse(say('fault.complaintClosed'));
    }
  }

  private async show(
    actor: Actor,
    { request, response }: Exchange,
    { id, ...form }: TypedForm & { readonly id: string },
  ): Promise<void> {
    const reading = readerOf(request);
    const complaint = await this.complaints.get(actor, id);
    const signedInAs = await this.offers.signedIn(actor, speechIn(reading.language));
    const isOwn =
      complaint.organisationId === actor.organisationId && isAllowed(actor, 'complaints.write');
    const page = complaintPage({ reading, signedInAs, complaint, isOwn, ...form });
    sendPage(response, reading, page, form.faults.length > 0 ? 422 : 200);
  }
}
