import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { IdPipe } from '../platform/index.js';
import {
  AnswerRecallRequest,
  CompleteDisposalRequest,
  measured,
  ReportDisposalRequest,
  toAnswer,
} from './answers.dto.js';
import { AnswersService } from './answers.service.js';
import {
  contactsCsv,
  ContactsQuery,
  RecallContactsView,
  TellRequest,
  toContactView,
} from './contacts.dto.js';
import { ContactsService } from './contacts.service.js';
import { DisposalsService } from './disposals.service.js';
import { RecallScopeView, toRecallScopeView } from './recalls.dto.js';
import { RecallsService } from './recalls.service.js';

const csv = 'text/csv; charset=utf-8; header=present';

/** What is done in a recall: who is told, what they answer, and what becomes of the goods. */
@ApiTags('recalls')
@Controller('api/v1/recalls')
export class AnswersController {
  constructor(
    private readonly recalls: RecallsService,
    private readonly answers: AnswersService,
    private readonly disposals: DisposalsService,
    private readonly contacts: ContactsService,
  ) {}

  /**
   * Says that you heard of a recall and stopped its goods: the answer `acknowledged`.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.write')
  @Post(':id/acknowledge')
  @HttpCode(200)
  async acknowledge(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<RecallScopeView> {
    await this.answers.answer(actor, id, { kind: 'acknowledged', words: null, outcomes: [] });
    return toRecallScopeView(await this.recalls.get(actor, id));
  }

  /**
   * Answers the notice of a recall.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.write')
  @Post(':id/answers')
  async answer(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() request: AnswerRecallRequest,
  ): Promise<RecallScopeView> {
    await this.answers.answer(actor, id, toAnswer(request));
    return toRecallScopeView(await this.recalls.get(actor, id));
  }

  /**
   * Reports to the authority, before it happens, that goods under recall are to be destroyed or relabelled.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.write')
  @Post(':id/disposals')
  async report(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { quantity, ...plan }: ReportDisposalRequest,
  ): Promise<RecallScopeView> {
    await this.disposals.report(actor, id, { ...plan, ...measured(quantity) });
    return toRecallScopeView(await this.recalls.get(actor, id));
  }

  /**
   * Says that a relabelling that you reported is done. A destruction is recorded as an event, at `POST /api/v1/events`.
   *
   * @param id - Our id of the recall.
   * @param disposalId - Our id of the report.
   */
  @Allow('recalls.write')
  @Post(':id/disposals/:disposalId/completion')
  @HttpCode(200)
  async complete(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('disposalId', IdPipe) disposalId: string,
    @Body() { quantity, at }: CompleteDisposalRequest,
  ): Promise<RecallScopeView> {
    const named = { recallId: id, disposalId };
    await this.disposals.complete(actor, named, { ...measured(quantity), at });
    return toRecallScopeView(await this.recalls.get(actor, id));
  }

  /**
   * Who has to know of a recall: holders of goods in scope, with or without an account, and whoever was told. One that was told
   * sees itself.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.read')
  @Get(':id/contacts')
  @ApiExtraModels(RecallContactsView)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(RecallContactsView) } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  async list(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { format }: ContactsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RecallContactsView | string> {
    const contacts = await this.contacts.list(actor, id);
    if (format === 'json') return { items: contacts.map(toContactView) };
    const name = `attachment; filename="recall-${id}-contacts.csv"`;
    response.set({ 'Content-Type': csv, 'Content-Disposition': name });
    return contactsCsv(contacts);
  }

  /**
   * Says how you told a holder of your recall by other means than a notice, such as one without an account.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.write')
  @Post(':id/tellings')
  @ApiOkResponse({ type: RecallContactsView })
  @HttpCode(200)
  async tell(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { partyId, means, words, at }: TellRequest,
  ): Promise<RecallContactsView> {
    await this.contacts.tell(actor, id, { partyId, means, words: words ?? null, at });
    return { items: (await this.contacts.list(actor, id)).map(toContactView) };
  }
}
