import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { Clock } from '../platform/index.js';
import { formatInstant } from '../kernel/index.js';
import { EpcisService } from './epcis.service.js';
import { exactJson } from './exact-json.js';
import { mediaTypes } from './media-types.js';
import { linkNext } from './next-page.js';
import { QueryParameters } from './query-parameters.js';
import type { EventPage } from './query/answer-query.js';
import { families, shapeParameters } from './query/event-query.js';
import { writeQueryDocument } from './write.js';

/** Parameters with names of their own are told one by one, those with open names by their family. */
const parameters: ReadonlyMap<string, string> = new Map([
  ...families.map(({ name, meaning }) => [name, meaning] as const),
  ...shapeParameters,
]);

/** The query interface of EPCIS 2.0 (ISO/IEC 19987), as other repositories and ERP systems speak it. */
@ApiTags('epcis')
@ApiBearerAuth()
@Controller('epcis')
export class EpcisController {
  constructor(
    private readonly epcis: EpcisService,
    private readonly clock: Clock,
  ) {}

  /**
   * Events you captured or are a party to, newest first, as an EPCISQueryDocument. All parameters have to hold; several
   * values of one are alternatives. Identifiers are taken in any notation, words of CBV bare or in full. What stands in
   * braces in the name of a parameter is yours to fill in, as in `EQ_source_owning_party`, `GE_value_CEL` or
   * `EQ_ILMD_cbvmda:lotNumber`; encode `#` and `+` in names and values.
   */
  @Allow('events.read')
  @QueryParameters(parameters)
  @ApiProduces(...mediaTypes)
  @ApiOkResponse({ schema: { type: 'object', description: 'An EPCISQueryDocument.' } })
  @Get('events')
  async events(
    @By() actor: Actor,
    @Query() parameters: Record<string, unknown>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const page = await this.epcis.events(actor, parameters);
    response.type(request.accepts(mediaTypes) || 'application/json');
    linkNext(response, page.nextPageToken);
    return this.documentOf(page);
  }

  /**
   * One of your or your partners' events, with the declaration that it was in error if there is one.
   *
   * @param eventId - Its EPCIS eventID, percent-encoded.
   */
  @Allow('events.read')
  @ApiProduces(...mediaTypes)
  @ApiOkResponse({ schema: { type: 'object', description: 'An EPCISQueryDocument.' } })
  @Get('events/:eventID')
  async event(
    @By() actor: Actor,
    @Param('eventID') eventId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const page = await this.epcis.event(actor, eventId);
    response.type(request.accepts(mediaTypes) || 'application/json');
    return this.documentOf(page);
  }

  private documentOf({ events }: EventPage): string {
    const recorded = events.map(({ event, recordedAt }) => ({
      ...event,
      recordTime: recordedAt.toISOString(),
    }));
    const creationDate = formatInstant(this.clock.now(), 0);
    return exactJson(writeQueryDocument(recorded, { creationDate, queryName: 'SimpleEventQuery' }));
  }
}
