import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import {
  invitationHours,
  InvitationsService,
  PeopleService,
  type NewInvitation,
  type Person,
} from '../../people/index.js';
import { Config, IdPipe } from '../../platform/index.js';
import { ErasureService, HeldService } from '../../privacy/index.js';
import { speechIn } from '../catalogue/speech.js';
import { erasedPage } from '../forms/erased-page.js';
import type { FormFault, TypedForm } from '../forms/form-fault.js';
import { readInvitation, readRole } from '../forms/invitation-form.js';
import { newCodePage } from '../forms/once-page.js';
import { peoplePage, type ShownPerson } from '../forms/people-page.js';
import { personPage } from '../forms/person-page.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { sendHeld } from './held-file.js';
import {
  beforeOf,
  fieldsOf,
  firstOf,
  noteMade,
  readerOf,
  sendPage,
  type Exchange,
} from './reader.js';

const peopleShown = 50;
/** Codes live for days; whoever has more of them has a system of its own. */
const invitationsShown = 200;

/** Where an owner says who signs in for the organisation. */
@ApiExcludeController()
@Allow('people.manage')
@Controller('desk/people')
export class PeopleDeskController {
  constructor(
    private readonly people: PeopleService,
    private readonly invitations: InvitationsService,
    private readonly held: HeldService,
    private readonly erasures: ErasureService,
    private readonly offers: DeskChoicesService,
    private readonly config: Config,
  ) {}

  @Get()
  async list(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    const fields = new URLSearchParams();
    await this.showAll(actor, { request, response }, { fields, faults: [] });
  }

  @Allow('people.invite')
  @Post()
  async invite(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    const fields = fieldsOf(request);
    const read = readInvitation(fields, speechIn(readerOf(request).language));
    if (read.request === undefined) {
      await this.showAll(actor, { request, response }, { fields, faults: read.faults });
      return;
    }
    const made = await this.invitations.invite(actor, read.request);
    noteMade(request, made.invitation.id);
    await this.showCode(actor, { request, response }, made);
  }

  @Post('invitations/:id')
  async withdraw(@By() actor: Actor, @Param('id', IdPipe) id: string, @Res() response: Response) {
    await this.invitations.withdraw(actor, id);
    response.redirect(303, '/desk/people');
  }

  @Get(':id')
  async one(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await this.showOne(actor, { request, response }, { id, faults: [] });
  }

  @Post(':id')
  async step(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const fields = fieldsOf(request);
    const press = fields.get('press');
    if (press === 'code') {
      await this.showCode(actor, { request, response }, await this.invitations.reset(actor, id));
    } else if (press === 'erase') {
      await this.erase(actor, { request, response }, id);
    } else if (press === 'end') {
      await this.people.end(actor, id);
      response.redirect(303, '/desk/people');
    } else await this.change(actor, { request, response }, { id, fields });
  }

  @Get(':id/data')
  async download(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    await sendHeld(this.held, actor, { id, request, response });
  }

  private async erase(actor: Actor, on: Exchange, id: string): Promise<void> {
    // Who erases themselves is signed out by it, which is done on a page of its own.
    if (actor.credential === `person/${id}`) return on.response.redirect(303, '/desk/me');
    const reading = readerOf(on.request);
    const erasure = await this.erasures.erase(actor, id);
    const signedInAs = await this.offers.signedIn(actor, speechIn(reading.language));
    sendPage(on.response, reading, erasedPage({ reading, signedInAs, erasure }));
  }

  private async change(
    actor: Actor,
    on: Exchange,
    { id, fields }: { readonly id: string; readonly fields: URLSearchParams },
  ): Promise<void> {
    const role = readRole(fields);
    if (role === undefined) {
      const { say } = speechIn(readerOf(on.request).language);
      const faults = [{ field: 'role', text: say('fault.roleMissing') }];
      await this.showOne(actor, on, { id, faults });
      return;
    }
    await this.people.change(actor, id, role);
    on.response.redirect(303, '/desk/people');
  }

  private async showAll(
    actor: Actor,
    { request, response }: Exchange,
    form: TypedForm,
  ): Promise<void> {
    const reading = readerOf(request);
    const before = beforeOf(request);
    const people = await this.people.list(actor, { before, limit: peopleShown + 1 });
    const { shown, older } = firstOf(people, peopleShown, '/desk/people');
    const page = peoplePage({
      reading,
      signedInAs: await this.offers.signedIn(actor, speechIn(reading.language)),
      people: shown.map((person) => shownTo(actor, person)),
      older,
      invitations: await this.invitations.list(actor, {
        before: undefined,
        limit: invitationsShown,
      }),
      ...form,
    });
    sendPage(response, reading, page, form.faults.length > 0 ? 422 : 200);
  }

  private async showOne(
    actor: Actor,
    { request, response }: Exchange,
    { id, faults }: { readonly id: string; readonly faults: readonly FormFault[] },
  ): Promise<void> {
    const reading = readerOf(request);
    const person = shownTo(actor, await this.people.get(actor, id));
    const signedInAs = await this.offers.signedIn(actor, speechIn(reading.language));
    const page = personPage({ reading, signedInAs, person, faults });
    sendPage(response, reading, page, faults.length > 0 ? 422 : 200);
  }

  private async showCode(
    actor: Actor,
    { request, response }: Exchange,
    { code, invitation }: NewInvitation,
  ): Promise<void> {
    const reading = readerOf(request);
    const speech = speechIn(reading.language);
    const page = newCodePage({
      reading,
      signedInAs: await this.offers.signedIn(actor, speech),
      text: code,
      name: invitation.name,
      hours: invitationHours,
      joinAddress: `${this.config.publicUrl}/join`,
      back: { path: '/desk/people', text: speech.say('people.back') },
    });
    sendPage(response, reading, page);
  }
}

const shownTo = ({ credential }: Actor, person: Person): ShownPerson => ({
  ...person,
  isSelf: credential === `person/${person.id}`,
});
