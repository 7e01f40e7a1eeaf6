import { Body, Controller, Get, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { selectSeenEvent, selectSeenPage, type ThingCondition } from '../events/index.js';
import { IdentifierFault, parseTyped } from '../identifiers/index.js';
import { faultyRequest, notFound, Problem } from '../kernel/index.js';
import {
  AnswersPage,
  cutPageOf,
  Database,
  IdPipe,
  timePosition,
  type Page,
  type Reader,
} from '../platform/index.js';
import { ActivityRequest } from './activities.dto.js';
import { ActivitiesService } from './activities.service.js';
import {
  EventQuery,
  EventView,
  RecordingView,
  toEventView,
  toRecordingView,
} from './events.dto.js';

/** What happened to goods: the friendly writes, and reading them back as EPCIS events. */
@ApiTags('events')
@Controller('api/v1/events')
export class ActivitiesController {
  constructor(
    private readonly activities: ActivitiesService,
    private readonly database: Database,
  ) {}

  /** Records an activity: making, shipping, receiving, packing, transforming, selling and so on. 200 for a repeat. */
  @Allow('events.write')
  @Post()
  async record(
    @By() actor: Actor,
    @Body() request: ActivityRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RecordingView> {
    const recording = await this.activities.record(actor, request);
    if (recording.captured.repeated) response.status(HttpStatus.OK);
    return toRecordingView(recording);
  }

  /**
   * Events your organisation captured or is a party to, newest first; a regulator's are those of its jurisdiction. A page of
   * large events ends early.
   */
  @Allow('events.read')
  @Get()
  @AnswersPage(EventView)
  async list(
    @By() actor: Actor,
    @Query() { cursor, limit, eventId, batchId, what }: EventQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<EventView>> {
    const { events, isLast } = await selectSeenPage(this.readerOf(actor), actor, {
      conditions: [
        ...(eventId === undefined ? [] : [{ kind: 'eventID' as const, values: [eventId] }]),
        ...(batchId === undefined ? [] : [thing({ batchIds: [batchId] })]),
        ...(what === undefined ? [] : [thing({ keys: [scannedKey(what)] })]),
      ],
      history: true,
      after: timePosition(cursor),
      limit,
    });
    return cutPageOf(
      response,
      { rows: events, isLast },
      {
        positionAfter: (event) => [event.at.toISOString(), event.id],
        view: toEventView,
      },
    );
  }

  /**
   * One event by our id.
   *
   * @param id - Our id of the event.
   */
  @Allow('events.read')
  @Get(':id')
  async get(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<EventView> {
    const event = await selectSeenEvent(this.readerOf(actor), actor, id);
    if (!event) throw new Problem(notFound, 'There is no such event.');
    return toEventView(event);
  }

  private readerOf({ organisationId }: Actor): Reader {
    return this.database.as({ organisationId });
  }
}

function scannedKey(what: string): string {
  try {
    return parseTyped(what).key;
  } catch (error) {
    if (!(error instanceof IdentifierFault)) throw error;
    throw faultyRequest([{ pointer: '/what', detail: error.message }]);
  }
}

function thing({ keys = [], batchIds = [] }: Partial<ThingCondition>): ThingCondition {
  return { kind: 'thing', keys, batchIds, patterns: [] };
}
