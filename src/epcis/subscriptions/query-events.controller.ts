import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { Clock, isSwitchAsked, type KnownSender } from '../../platform/index.js';
import { AnswersEvents } from '../answer/described-answer.js';
import { answerEvents } from '../answer/event-answer.js';
import { NamedQueriesService } from '../queries/named-queries.service.js';
import { eventParameters } from '../query/event-query.js';
import { QueryParameters } from '../rest/query-parameters.js';
import { socketParameters } from './socket-query.js';
import { SocketsService } from './sockets.service.js';

/** What a named query finds, now or for as long as a connection lasts (ISO/IEC 19987). */
@ApiTags('epcis')
@Controller('epcis/queries/:queryName/events')
export class QueryEventsController {
  constructor(
    private readonly queries: NamedQueriesService,
    private readonly sockets: SocketsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Events that a named query finds now, as `GET /epcis/events` tells them. Parameters of the request narrow it, where the
   * query does not have them itself. With `Upgrade: websocket` events are sent as they come, or by a schedule, for as long
   * as the connection lasts and the key holds.
   *
   * @param queryName - Name of the query.
   */
  @Allow('queries.read')
  @QueryParameters(new Map([...eventParameters, ...socketParameters]))
  @AnswersEvents()
  @Get()
  async found(
    @By() actor: Actor,
    @Param('queryName') queryName: string,
    @Query() parameters: Record<string, unknown>,
    @Req() request: KnownSender,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    if (isSwitchAsked(response)) {
      await this.sockets.offer({ actor, queryName, parameters, request, response });
      return undefined;
    }
    const page = await this.queries.events(actor, queryName, parameters);
    return answerEvents(request, response, page, { now: this.clock.now(), queryName });
  }
}
