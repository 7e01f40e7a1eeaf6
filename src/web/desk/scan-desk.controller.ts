import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { Clock, Random } from '../../platform/index.js';
import { speechIn } from '../catalogue/speech.js';
import type { FormFault } from '../forms/form-fault.js';
import {
  handOffRequest,
  readScanFields,
  readScanStep,
  scansMax,
  withoutScan,
  withScan,
  type HandOffAct,
  type ScanFields,
} from '../forms/scan-form.js';
import { scanPage, type Flash } from '../forms/scan-page.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { fieldsOf, readerOf, sendPage, type Exchange } from './reader.js';
import { ScanDeskService } from './scan-desk.service.js';
import { ScannedGoodsService } from './scanned-goods.service.js';

/** What the page shows next: the list, one large word about what just happened, and what is wrong. */
interface Shown {
  readonly list: ScanFields;
  readonly flash?: Flash;
  readonly faults?: readonly FormFault[];
  /** Kept while the same list is on its way, so that pressing again is the same hand-off. */
  readonly formId?: string;
}

/** A carrier's plain scan page: codes one by one, then one of two large buttons. */
@ApiExcludeController()
@Controller('scan')
export class ScanDeskController {
  constructor(
    private readonly desk: ScanDeskService,
    private readonly goods: ScannedGoodsService,
    private readonly offers: DeskChoicesService,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  @Allow('events.write')
  @Get()
  async blank(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    const list = readScanFields(new URLSearchParams());
    await this.show(actor, { request, response }, { list });
  }

  @Allow('events.write')
  @Post()
  async step(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    await this.show(actor, { request, response }, await this.next(actor, request));
  }

  private async next(actor: Actor, request: Request): Promise<Shown> {
    const fields = fieldsOf(request);
    const list = readScanFields(fields);
    const step = readScanStep(fields);
    if (step.press === 'remove') {
      const flash: Flash = { word: 'removed', code: step.code };
      return { list: withoutScan(list, step.code), flash };
    }
    if (step.press === 'add') return this.added(list, step.code, request);
    if (step.code === undefined) return this.handedOff(actor, list, step.press, request);
    const added = await this.added(list, step.code, request);
    const isListed = added.flash?.word === 'added' || added.flash?.word === 'twice';
    return isListed ? this.handedOff(actor, added.list, step.press, request) : added;
  }

  private async added(before: ScanFields, code: string, request: Request): Promise<Shown> {
    const { say } = speechIn(readerOf(request).language);
    const { list, outcome } = withScan(before, code);
    if (outcome === 'twice') return { list, flash: { word: 'twice', code } };
    // Enter in a line's amount presses Add as well.
    if (outcome === 'empty' && list.scans.length > 0) return { list };
    if (outcome === 'empty') {
      return { list, faults: [{ field: 'code', text: say('fault.codeMissing') }] };
    }
    if (outcome === 'full') {
      const text = say('fault.codeTooMany', { count: scansMax });
      return { list, faults: [{ field: 'code', text }] };
    }
    const scanned = await this.goods.look(code);
    return scanned === 'goods'
      ? { list, flash: { word: 'added', code } }
      : { list: before, flash: { word: scanned, code } };
  }

  private async handedOff(
    actor: Actor,
    list: ScanFields,
    act: HandOffAct,
    request: Request,
  ): Promise<Shown> {
    const speech = speechIn(readerOf(request).language);
    const formId = fieldsOf(request).get('formId') ?? '';
    const read = handOffRequest(list, act, speech);
    if (read.request === undefined) return { list, faults: read.faults };
    const faults = await this.desk.handOff(actor, read.request, { formId, speech });
    if (faults.length > 0) return { list, flash: { word: 'refused' }, faults, formId };
    const zone = await this.desk.zoneOf(actor, list.place);
    const moment = speech.moments.moment(new Date(this.clock.now()).toISOString(), zone);
    const flash: Flash = {
      word: act === 'take-over' ? 'taken' : 'handed',
      explanations: [
        speech.say('receipt.lines', { count: list.scans.length, moment }),
        ...(read.request.counted.length > 0 ? [speech.say('receipt.counted')] : []),
      ],
    };
    return { list: { ...list, scans: [], counted: new Map(), document: '' }, flash };
  }

  private async show(
    actor: Actor,
    { request, response }: Exchange,
    { list, flash, faults = [], formId = this.random.uuid() }: Shown,
  ): Promise<void> {
    const reading = readerOf(request);
    const speech = speechIn(reading.language);
    const { usualPlace, ...choices } = await this.desk.choices(actor, speech);
    const page = scanPage({
      reading,
      signedInAs: await this.offers.signedIn(actor, speech),
      formId,
      ...choices,
      list: { ...list, place: list.place === '' ? usualPlace : list.place },
      ...(flash && { flash }),
      faults,
    });
    sendPage(response, reading, page, faults.length > 0 ? 422 : 200);
  }
}
