import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import {
  AnswersEither,
  AnswersPage,
  IdPipe,
  idPosition,
  pageOf,
  type Page,
} from '../platform/index.js';
import {
  ChangePartyRequest,
  OwnPartyView,
  PartiesQuery,
  PartyView,
  RegisterPartyRequest,
  toOwnPartyView,
  toPartyView,
} from './parties.dto.js';
import { PartiesService } from './parties.service.js';

@ApiTags('parties')
@Controller('api/v1/parties')
export class PartiesController {
  constructor(private readonly parties: PartiesService) {}

  /** Registers a party that you deal with or act for. */
  @Allow('parties.write')
  @Post()
  async register(@By() actor: Actor, @Body() request: RegisterPartyRequest): Promise<OwnPartyView> {
    return toOwnPartyView(await this.parties.register(actor, request));
  }

  /** The parties that you registered, newest first; with `uscc` or `gln` the one that has it, whoever registered it. */
  @Allow('parties.read')
  @Get()
  @AnswersPage(PartyView)
  async list(
    @By() actor: Actor,
    @Query() query: PartiesQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<PartyView>> {
    const { uscc, gln, limit, cursor } = query;
    if (uscc !== undefined || gln !== undefined) {
      return { items: (await this.parties.find({ uscc, gln })).map(toPartyView) };
    }
    const page = { before: idPosition(cursor), limit: limit + 1 };
    const parties = await this.parties.list(actor, page);
    return pageOf(response, parties, {
      limit,
      positionAfter: ({ id }) => [id],
      view: toOwnPartyView,
    });
  }

  /**
   * One party: whole if you registered it, else its name and identifiers.
   *
   * @param id - Our id of the party.
   */
  @Allow('parties.read')
  @Get(':id')
  @AnswersEither(PartyView, OwnPartyView)
  async get(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
  ): Promise<PartyView | OwnPartyView> {
    const party = await this.parties.get(actor, id);
    return 'createdAt' in party ? toOwnPartyView(party) : toPartyView(party);
  }

  /**
   * Changes a party that you registered. An identifier, once given, stays.
   *
   * @param id - Our id of the party.
   */
  @Allow('parties.write')
  @Patch(':id')
  async change(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() request: ChangePartyRequest,
  ): Promise<OwnPartyView> {
    return toOwnPartyView(await this.parties.change(actor, id, request));
  }
}
