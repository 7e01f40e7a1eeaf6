import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  complaintQuota,
  readSentPhotos,
  ReportsService,
  type Receipt,
} from '../../complaints/index.js';
import { Problem } from '../../kernel/index.js';
import {
  Costly,
  idempotencyKeyReused,
  Public,
  Random,
  type RawRequest,
} from '../../platform/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import type { FormFault, TypedForm } from '../forms/form-fault.js';
import { receiptPage } from '../forms/receipt-page.js';
import { readReport } from '../forms/report-form.js';
import { reportPage } from '../forms/report-page.js';
import { fieldsOf, readerOf, sendPage, type Exchange } from './reader.js';
import { faultsOfRefusal } from './refusal.js';

/**
 * Where consumers report a problem and read what became of it, without an account. Forms of other sites' pages are taken, too:
 * there is no session that they could use, and browsers inside of apps do not all say where a form comes from.
 */
@ApiExcludeController()
@Public()
@Controller('complaints')
export class ReportPagesController {
  constructor(
    private readonly reports: ReportsService,
    private readonly random: Random,
  ) {}

  /** The form that came back with faults stands at this address: read in another language it begins anew. */
  @Get()
  begin(@Res() response: Response) {
    response.redirect(303, '/complaints/new');
  }

  @Get('new')
  form(@Req() request: Request, @Res() response: Response) {
    this.showForm({ request, response }, { fields: new URLSearchParams(), faults: [] });
  }

  @Get('about/:code')
  formAbout(@Param('code') code: string, @Req() request: Request, @Res() response: Response) {
    const fields = new URLSearchParams({ code });
    this.showForm({ request, response }, { fields, faults: [] });
  }

  @Costly('complaint')
  @Post()
  async report(@Req() request: RawRequest, @Res() response: Response) {
    const on = { request, response };
    const fields = fieldsOf(request);
    const speech = speechIn(readerOf(request).language);
    const photos = readSentPhotos(request.sentFiles);
    const read = readReport(fields, speech);
    if (read.request === undefined) {
      this.showForm(on, { fields, faults: withPhotos(read.faults, photos.length, speech) });
      return;
    }
    try {
      const { number } = await this.reports.take(read.request, photos);
      response.redirect(303, `/complaints/${number}`);
    } catch (error) {
      const faults = withPhotos(faultsOf(error, speech), photos.length, speech);
      this.showForm(on, { fields, faults });
    }
  }

  @Get(':number')
  async receipt(
    @Param('number') number: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    this.showReceipt({ request, response }, await this.reports.receipt(number), false);
  }

  @Post(':number')
  async forget(
    @Param('number') number: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await this.reports.forget(number);
    this.showReceipt({ request, response }, await this.reports.receipt(number), true);
  }

  private showForm({ request, response }: Exchange, { fields, faults }: TypedForm): void {
    const reading = readerOf(request);
    const once = fields.get('once') ?? this.random.uuid();
    const page = reportPage({ reading, once, fields, faults });
    sendPage(response, reading, page, faults.length > 0 ? 422 : 200);
  }

  private showReceipt(
    { request, response }: Exchange,
    receipt: Receipt,
    isForgotten: boolean,
  ): void {
    const reading = readerOf(request);
    sendPage(response, reading, receiptPage({ reading, receipt, isForgotten }));
  }
}

/** A browser does not send chosen files again. */
function withPhotos(
  faults: readonly FormFault[],
  photos: number,
  { say }: Speech,
): readonly FormFault[] {
  const isSaid = faults.some(({ field }) => field === 'photos');
  if (photos === 0 || isSaid) return faults;
  return [...faults, { field: 'photos', text: say('fault.photosAgain') }];
}

/** In the words of a consumer; what no field is at fault for is thrown on. */
function faultsOf(error: unknown, speech: Speech): readonly FormFault[] {
  const { say } = speech;
  if (error instanceof Problem && error.kind === complaintQuota) {
    return [{ field: 'photos', text: say('fault.reportToday') }];
  }
  if (error instanceof Problem && error.kind === idempotencyKeyReused) {
    return [{ field: 'words', text: say('fault.reportSent') }];
  }
  const faults = faultsOfRefusal(error, fieldOfMember, speech);
  return faults.map(({ field }) => ({ field, text: say(wordsOf(field)) }));
}

const members = ['code', 'words', 'boughtOn', 'shop', 'place', 'contact', 'photos'] as const;
const fieldOfMember: ReadonlyMap<string, string> = new Map(members.map((name) => [name, name]));

/** Shapes were looked at before: what the service finds is one thing for each field. */
function wordsOf(field: string) {
  if (field === 'code') return 'fault.code';
  if (field === 'boughtOn') return 'fault.reportFuture';
  return field === 'photos' ? 'fault.photo' : 'fault.residentId';
}
