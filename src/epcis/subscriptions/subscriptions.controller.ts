import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { isUuid } from '../../kernel/index.js';
import { IdPipe, ShownOnce } from '../../platform/index.js';
import { epcFormatOf } from '../answer/answer-format.js';
import { EpcFormatHeader } from '../answer/described-answer.js';
import { listParameters, pageOfList, readListQuery } from '../rest/list-query.js';
import { locationOf } from '../rest/location-header.js';
import { QueryParameters } from '../rest/query-parameters.js';
import {
  DeadLetterView,
  MadeSubscriptionView,
  ReplayRequest,
  ReplayView,
  SubscribeRequest,
  SubscriptionView,
  toDeadLetterView,
  toMadeSubscriptionView,
  toSpan,
  toSubscriptionView,
} from './subscriptions.dto.js';
import { SubscriptionsService } from './subscriptions.service.js';

/** Subscriptions of EPCIS 2.0 (ISO/IEC 19987) by webhook. */
@ApiTags('epcis')
@Controller('epcis/queries/:queryName/subscriptions')
export class SubscriptionsController {
  constructor(private readonly subscriptions: SubscriptionsService) {}

  /**
   * Has events that a named query finds sent to an address: each as it comes, or what came since the last time by a
   * schedule. Messages are EPCISQueryDocuments, signed as Standard Webhooks says.
   *
   * @param queryName - Name of the query.
   */
  @Allow('subscriptions.manage')
  @ShownOnce()
  @EpcFormatHeader()
  @ApiCreatedResponse({ type: MadeSubscriptionView, headers: locationOf('the subscription') })
  @Post()
  async subscribe(
    @By() actor: Actor,
    @Param('queryName') queryName: string,
    @Body() body: SubscribeRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MadeSubscriptionView> {
    const asked = { ...body, epcFormat: epcFormatOf(request) };
    const made = await this.subscriptions.subscribe(actor, queryName, asked);
    response.location(`/epcis/queries/${queryName}/subscriptions/${made.subscription.id}`);
    return toMadeSubscriptionView(made);
  }

  /**
   * Lists the subscriptions to a named query, oldest first.
   *
   * @param queryName - Name of the query.
   */
  @Allow('subscriptions.manage')
  @QueryParameters(listParameters)
  @Get()
  async list(
    @By() actor: Actor,
    @Param('queryName') queryName: string,
    @Query() parameters: Record<string, unknown>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SubscriptionView[]> {
    const { after, limit } = readListQuery(parameters, isUuid);
    const found = await this.subscriptions.list(actor, queryName, { after, limit: limit + 1 });
    return pageOfList(response, found, limit, idOf).map(toSubscriptionView);
  }

  /**
   * Tells one subscription: where it goes, and when it was heard last.
   *
   * @param queryName - Name of the query.
   * @param id - Its `subscriptionID`.
   */
  @Allow('subscriptions.manage')
  @Get(':subscriptionID')
  async one(
    @By() actor: Actor,
    @Param('queryName') queryName: string,
    @Param('subscriptionID', IdPipe) id: string,
  ): Promise<SubscriptionView> {
    return toSubscriptionView(await this.subscriptions.one(actor, { queryName, id }));
  }

  /**
   * Ends a subscription, with all that waits to be sent.
   *
   * @param queryName - Name of the query.
   * @param id - Its `subscriptionID`.
   */
  @Allow('subscriptions.manage')
  @HttpCode(204)
  @Delete(':subscriptionID')
  async remove(
    @By() actor: Actor,
    @Param('queryName') queryName: string,
    @Param('subscriptionID', IdPipe) id: string,
  ): Promise<void> {
    await this.subscriptions.remove(actor, { queryName, id });
  }

  /**
   * Lists messages that were given up after ten tries in three days, or after four days, newest first. They are kept for 30
   * days from their making.
   *
   * @param queryName - Name of the query.
   * @param id - `subscriptionID` of the subscription.
   */
  @Allow('subscriptions.manage')
  @QueryParameters(listParameters)
  @Get(':subscriptionID/dead-letters')
  async deadLetters(
    @By() actor: Actor,
    @Param('queryName') queryName: string,
    @Param('subscriptionID', IdPipe) id: string,
    @Query() parameters: Record<string, unknown>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DeadLetterView[]> {
    const { after: before, limit } = readListQuery(parameters, isUuid);
    const page = { before, limit: limit + 1 };
    const found = await this.subscriptions.deadLetters(actor, { queryName, id }, page);
    return pageOfList(response, found, limit, idOf).map(toDeadLetterView);
  }

  /**
   * Sends again the messages that were made in a time, delivered or given up, with the `webhook-id` that each had: at most
   * 10,000, the oldest.
   *
   * @param queryName - Name of the query.
   * @param id - `subscriptionID` of the subscription.
   */
  @Allow('subscriptions.manage')
  @HttpCode(202)
  @Post(':subscriptionID/replay')
  async replay(
    @By() actor: Actor,
    @Param('queryName') queryName: string,
    @Param('subscriptionID', IdPipe) id: string,
    @Body() request: ReplayRequest,
  ): Promise<ReplayView> {
    const span = toSpan(request);
    return { messages: await this.subscriptions.replay(actor, { queryName, id }, span) };
  }
}

const idOf = ({ id }: { readonly id: string }) => id;
