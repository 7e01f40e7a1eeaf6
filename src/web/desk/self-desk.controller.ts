import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { faultyRequest, notFound, Problem } from '../../kernel/index.js';
import { lastOwner, personIn } from '../../people/index.js';
import type { KnownSender } from '../../platform/index.js';
import { ErasureService, HeldService } from '../../privacy/index.js';
import { speechIn } from '../catalogue/speech.js';
import { erasedPage } from '../forms/erased-page.js';
import type { FormFault } from '../forms/form-fault.js';
import { selfPage } from '../forms/self-page.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { sendHeld } from './held-file.js';
import { fieldsOf, readerOf, sendPage, type Exchange } from './reader.js';
import { endedSessionCookie } from './session-cookie.js';

/** Where each person sees what is kept about them, and erases it. */
@ApiExcludeController()
@Allow('self.manage')
@Controller('desk/me')
export class SelfDeskController {
  constructor(
    private readonly held: HeldService,
    private readonly erasures: ErasureService,
    private readonly offers: DeskChoicesService,
  ) {}

  @Get()
  async show(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    selfOf(actor, request);
    await this.page(actor, { request, response }, []);
  }

  @Get('data')
  async download(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    await sendHeld(this.held, actor, { id: selfOf(actor, request), request, response });
  }

  /** Whoever was erased is not told by their address any more, that of this request included. */
  @Post()
  async erase(@By() actor: Actor, @Req() request: KnownSender, @Res() response: Response) {
    const id = selfOf(actor, request);
    if (fieldsOf(request).get('press') !== 'erase') {
      throw faultyRequest([{ pointer: '/press', detail: 'must be erase' }]);
    }
    const reading = readerOf(request);
    try {
      const erasure = await this.erasures.erase(actor, id);
      if (request.audited) request.audited = { ...request.audited, withoutAddress: true };
      response.setHeader('Set-Cookie', endedSessionCookie);
      sendPage(response, reading, erasedPage({ reading, erasure }));
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== lastOwner) throw error;
      const text = speechIn(reading.language).say('self.lastOwner');
      await this.page(actor, { request, response }, [{ field: 'erase', text }]);
    }
  }

  private async page(
    actor: Actor,
    { request, response }: Exchange,
    faults: readonly FormFault[],
  ): Promise<void> {
    const reading = readerOf(request);
    const signedInAs = await this.offers.signedIn(actor, speechIn(reading.language));
    sendPage(
      response,
      reading,
      selfPage({ reading, signedInAs, faults }),
      faults.length > 0 ? 409 : 200,
    );
  }
}

function selfOf({ credential }: Actor, request: Request): string {
  const id = personIn(credential);
  if (id !== undefined) return id;
  throw new Problem(notFound, speechIn(readerOf(request).language).say('self.keyOnly'));
}
