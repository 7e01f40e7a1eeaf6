import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  Allow,
  By,
  KeysService,
  tooManyKeys,
  type Actor,
  type IssuedKey,
  type KeyRequest,
} from '../../access/index.js';
import { Problem } from '../../kernel/index.js';
import { Clock } from '../../platform/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import type { FormFault, TypedForm } from '../forms/form-fault.js';
import { readNewKey } from '../forms/key-form.js';
import { keysPage } from '../forms/keys-page.js';
import { newKeyPage } from '../forms/once-page.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { fieldsOf, noteMade, readerOf, sendPage, type Exchange } from './reader.js';

/** Where an owner makes and ends the keys of machines. */
@ApiExcludeController()
@Allow('keys.manage')
@Controller('desk/keys')
export class KeysDeskController {
  constructor(
    private readonly keys: KeysService,
    private readonly offers: DeskChoicesService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    const fields = new URLSearchParams();
    await this.show(actor, { request, response }, { fields, faults: [] });
  }

  @Post()
  async make(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    const fields = fieldsOf(request);
    const reading = readerOf(request);
    const speech = speechIn(reading.language);
    const read = readNewKey(fields, speech);
    const made = read.request ? await this.issue(actor, read.request, speech) : read.faults;
    if (!('text' in made)) {
      await this.show(actor, { request, response }, { fields, faults: made });
      return;
    }
    const { id, label, expiresAt } = made.key;
    noteMade(request, id);
    const signedInAs = await this.offers.signedIn(actor, speech);
    const shown = { label, text: made.text, expiresAt: expiresAt.toISOString() };
    sendPage(response, reading, newKeyPage({ reading, signedInAs, ...shown }));
  }

  @Post(':id')
  async end(@By() actor: Actor, @Param('id') id: string, @Res() response: Response) {
    await this.keys.revoke(actor, id);
    response.redirect(303, '/desk/keys');
  }

  private async issue(
    actor: Actor,
    request: KeyRequest,
    { say }: Speech,
  ): Promise<IssuedKey | readonly FormFault[]> {
    try {
      return await this.keys.issue(actor, request);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== tooManyKeys) throw error;
      return [{ field: 'label', text: say('fault.labelTaken') }];
    }
  }

  private async show(
    actor: Actor,
    { request, response }: Exchange,
    form: TypedForm,
  ): Promise<void> {
    const reading = readerOf(request);
    const page = keysPage({
      reading,
      signedInAs: await this.offers.signedIn(actor, speechIn(reading.language)),
      keys: await this.keys.list(actor),
      now: this.clock.now(),
      ...form,
    });
    sendPage(response, reading, page, form.faults.length > 0 ? 422 : 200);
  }
}
