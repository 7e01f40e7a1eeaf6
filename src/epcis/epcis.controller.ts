import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiProduces,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { Clock, type RawRequest } from '../platform/index.js';
import { formatInstant } from '../kernel/index.js';
import { CaptureView, toCaptureView } from './epcis.dto.js';
import { EpcisService } from './epcis.service.js';
import { exactJson } from './exact-json.js';
import type { EventPage } from './query/answer-query.js';
import { families, shapeParameters } from './query/event-query.js';
import { writeQueryDocument } from './write.js';

const mediaTypes = ['application/json', 'application/ld+json'];

/** EPCIS 2.0 (ISO/IEC 19987) as other repositories and ERP systems speak it. */
@ApiTags('epcis')
@ApiBearerAuth()
@Controller('epcis')
export class EpcisController {
  constructor(
    private readonly epcis: EpcisService,
    private readonly clock: Clock,
  ) {}

  /**
   * Captures an EPCIS 2.0 JSON-LD document, or one event with its own `@context`: all of it, as facts, or nothing.
   * Sending it again answers the same ids.
   */
  @Allow('events.write')
  @ApiConsumes(...mediaTypes)
  @ApiBody({ schema: { type: 'object' } })
  @HttpCode(202)
  @Post('capture')
  async capture(
    @By() actor: Actor,
    @Body() json: unknown,
    @Req() { rawBody = '' }: RawRequest,
  ): Promise<CaptureView> {
    return toCaptureView(await this.epcis.capture(actor, { json, text: rawBody }));
  }

  /**
   * Events you captured or are a party to, newest first, as an EPCISQueryDocument. All parameters have to hold; several
   * values of one are alternatives. Identifiers are taken in any notation, words of CBV bare or in full. What stands in
   * braces in the name of a parameter is yours to fill in, as in `EQ_source_owning_party`, `GE_value_CEL` or
   * `EQ_ILMD_cbvmda:lotNumber`; encode `#` and `+` in names and values.
   */
  @Allow('events.read')
  @EventQueryParameters()
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
    linkNext(response, page);
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

/** Parameters with names of their own are told one by one, those with open names by their family. */
function EventQueryParameters(): MethodDecorator {
  return (...target) => {
    const told = [
      ...families.map(({ name, meaning }) => [name, meaning] as const),
      ...shapeParameters,
    ];
    for (const [name, description] of told) {
      ApiQuery({ name, description, required: false, schema: { type: 'string' } })(...target);
    }
  };
}

/** The next page as the EPCIS 2.0 REST binding links to it. */
function linkNext(response: Response, { nextPageToken }: EventPage): void {
  if (nextPageToken === undefined) return;
  const url = new URL(response.req.originalUrl, 'http://self');
  url.searchParams.set('nextPageToken', nextPageToken);
  response.setHeader('Link', `<${url.pathname}${url.search}>; rel="next"`);
}
