import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import {
  AnswersPage,
  IdPipe,
  idPosition,
  pageOf,
  PageQuery,
  ShownOnce,
  type Page,
} from '../platform/index.js';
import { InvitationsService } from './invitations.service.js';
import {
  ChangePersonRequest,
  NewInvitationView,
  PersonView,
  toNewInvitationView,
  toPersonView,
} from './people.dto.js';
import { PeopleService } from './people.service.js';

@ApiTags('people')
@Controller('api/v1/people')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly invitations: InvitationsService,
  ) {}

  /** The people of your organisation, newest first, those who left included. */
  @Allow('people.manage')
  @Get()
  @AnswersPage(PersonView)
  async list(
    @By() actor: Actor,
    @Query() { limit, cursor }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<PersonView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    const people = await this.people.list(actor, page);
    return pageOf(response, people, { limit, positionAfter: ({ id }) => [id], view: toPersonView });
  }

  /**
   * Says what a person may do.
   *
   * @param id - Our id of the person.
   */
  @Allow('people.manage')
  @Patch(':id')
  async change(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { role }: ChangePersonRequest,
  ): Promise<PersonView> {
    return toPersonView(await this.people.change(actor, id, role));
  }

  /**
   * Ends a person's account: they are signed out at once.
   *
   * @param id - Our id of the person.
   */
  @Allow('people.manage')
  @Delete(':id')
  @HttpCode(204)
  async end(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.people.end(actor, id);
  }

  /**
   * Makes a code with which a person sets a new password; earlier ones end. It is shown in this answer only.
   *
   * @param id - Our id of the person.
   */
  @Allow('people.manage')
  @ShownOnce()
  @Post(':id/resets')
  async reset(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<NewInvitationView> {
    return toNewInvitationView(await this.invitations.reset(actor, id));
  }
}
