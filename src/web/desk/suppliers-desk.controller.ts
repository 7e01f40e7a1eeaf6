import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { Problem } from '../../kernel/index.js';
import { partyExists } from '../../parties/index.js';
import { invitationHours } from '../../people/index.js';
import { Config, IdPipe } from '../../platform/index.js';
import { SuppliersService } from '../../suppliers/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import type { FormFault, TypedForm } from '../forms/form-fault.js';
import { lineOf } from '../forms/invitation-form.js';
import { newCodePage } from '../forms/once-page.js';
import { readSupplier } from '../forms/supplier-form.js';
import { supplierPage } from '../forms/supplier-page.js';
import { suppliersPage } from '../forms/suppliers-page.js';
import { DeskChoicesService } from './desk-choices.service.js';
import {
  beforeOf,
  fieldsOf,
  firstOf,
  noteMade,
  readerOf,
  sendPage,
  type Exchange,
} from './reader.js';
import { faultsOfRefusal } from './refusal.js';

const suppliersShown = 50;

/** Where a firm brings in those from whom it takes goods. */
@ApiExcludeController()
@Allow('suppliers.manage')
@Controller('desk/suppliers')
export class SuppliersDeskController {
  constructor(
    private readonly suppliers: SuppliersService,
    private readonly offers: DeskChoicesService,
    private readonly config: Config,
  ) {}

  @Get()
  async list(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    const fields = new URLSearchParams();
    await this.showAll(actor, { request, response }, { fields, faults: [] });
  }

  @Post()
  async introduce(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    const on = { request, response };
    const fields = fieldsOf(request);
    const speech = speechIn(readerOf(request).language);
    const read = readSupplier(fields, speech);
    if (read.request === undefined) {
      await this.showAll(actor, on, { fields, faults: read.faults });
      return;
    }
    try {
      const { code, supplier } = await this.suppliers.introduce(actor, read.request);
      noteMade(request, supplier.supplierPartyId);
      await this.showCode(actor, on, { code, name: read.request.name });
    } catch (error) {
      await this.showAll(actor, on, { fields, faults: faultsOf(error, speech) });
    }
  }

  @Get(':id')
  async one(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const fields = new URLSearchParams();
    await this.showOne(actor, { request, response }, { id, fields, faults: [] });
  }

  @Post(':id')
  async invite(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const on = { request, response };
    const fields = fieldsOf(request);
    const ownerName = lineOf(fields, 'ownerName');
    if (ownerName === undefined) {
      const { say } = speechIn(readerOf(request).language);
      const faults = [{ field: 'ownerName', text: say('fault.nameLine') }];
      await this.showOne(actor, on, { id, fields, faults });
      return;
    }
    const { code } = await this.suppliers.invite(actor, id, ownerName);
    await this.showCode(actor, on, { code, name: ownerName });
  }

  private async showAll(
    actor: Actor,
    { request, response }: Exchange,
    form: TypedForm,
  ): Promise<void> {
    const reading = readerOf(request);
    const before = beforeOf(request);
    const suppliers = await this.suppliers.list(actor, { before, limit: suppliersShown + 1 });
    const { shown, older } = firstOf(suppliers, suppliersShown, '/desk/suppliers');
    const page = suppliersPage({
      reading,
      signedInAs: await this.offers.signedIn(actor, speechIn(reading.language)),
      suppliers: shown,
      older,
      ...form,
    });
    sendPage(response, reading, page, form.faults.length > 0 ? 422 : 200);
  }

  private async showOne(
    actor: Actor,
    { request, response }: Exchange,
    { id, ...form }: TypedForm & { readonly id: string },
  ): Promise<void> {
    const reading = readerOf(request);
    const supplier = await this.suppliers.get(actor, id);
    const signedInAs = await this.offers.signedIn(actor, speechIn(reading.language));
    const page = supplierPage({ reading, signedInAs, supplier, ...form });
    sendPage(response, reading, page, form.faults.length > 0 ? 422 : 200);
  }

  private async showCode(
    actor: Actor,
    { request, response }: Exchange,
    { code, name }: { readonly code: string; readonly name: string },
  ): Promise<void> {
    const reading = readerOf(request);
    const speech = speechIn(reading.language);
    const page = newCodePage({
      ...{ reading, text: code, name, hours: invitationHours },
      signedInAs: await this.offers.signedIn(actor, speech),
      joinAddress: `${this.config.publicUrl}/join`,
      back: { path: '/desk/suppliers', text: speech.say('suppliers.back') },
    });
    sendPage(response, reading, page);
  }
}

function faultsOf(error: unknown, speech: Speech): readonly FormFault[] {
  if (error instanceof Problem && error.kind === partyExists) {
    return [{ field: 'uscc', text: speech.say('fault.usccTaken') }];
  }
  return faultsOfRefusal(error, fieldOfMember, speech);
}

/** Where the form says what the service looks at beyond shapes: a name that holds the number of an identity card. */
const fieldOfMember: ReadonlyMap<string, string> = new Map([
  ['name', 'name'],
  ['uscc', 'uscc'],
]);
