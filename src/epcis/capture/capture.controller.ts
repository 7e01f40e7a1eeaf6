import { Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { isUuid } from '../../kernel/index.js';
import { cursorOf, IdPipe, type RawRequest } from '../../platform/index.js';
import { behaviourHeader, behaviourOf, profileHeader, profilesOf } from './capture-job.js';
import {
  CapturedEventView,
  CaptureJobView,
  CaptureView,
  toCapturedEventView,
  toCaptureJobView,
  toCaptureView,
} from './capture.dto.js';
import { CapturesService } from './captures.service.js';
import { listParameters, readListQuery } from '../rest/list-query.js';
import { locationOf } from '../rest/location-header.js';
import { mediaTypes } from '../rest/media-types.js';
import { linkNext } from '../rest/next-page.js';
import { profiles } from '../rules/profiles.js';
import { QueryParameters } from '../rest/query-parameters.js';
import { sentIn } from './sent-document.js';

const profileDescription = {
  name: profileHeader,
  required: false,
  description: 'Sectors whose rules the events have to keep, too, divided by commas.',
  schema: { type: 'string' as const, enum: Object.keys(profiles) },
};

/** The capture interface of EPCIS 2.0 (ISO/IEC 19987). What is answered is stored. */
@ApiTags('epcis')
@Controller('epcis')
export class CaptureController {
  constructor(private readonly captures: CapturesService) {}

  /**
   * Captures a document of EPCIS as facts: 2.0 in JSON-LD or XML, or 1.2 in XML; an EPCISDocument, the EPCISQueryDocument that
   * another repository answered, or one event alone, in JSON with its own `@context`. Sending it again, in whichever form,
   * answers the same ids.
   *
   * With `GS1-Capture-Error-Behaviour: rollback`, or without it, all of the document is stored or nothing. With `proceed` its
   * good events are, and the job says why the others are not.
   */
  @Allow('events.write')
  @ApiConsumes(...mediaTypes)
  @ApiBody({ schema: { type: 'object' } })
  @ApiHeader({
    name: behaviourHeader,
    required: false,
    description: 'What becomes of a document with a bad event.',
    schema: { type: 'string', enum: ['rollback', 'proceed'], default: 'rollback' },
  })
  @ApiHeader(profileDescription)
  @ApiAcceptedResponse({ type: CaptureView, headers: locationOf('the capture job') })
  @HttpCode(202)
  @Post('capture')
  async capture(
    @By() actor: Actor,
    @Headers(behaviourHeader.toLowerCase()) behaviour: string | undefined,
    @Headers(profileHeader.toLowerCase()) profile: string | undefined,
    @Req() request: RawRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaptureView> {
    const terms = { behaviour: behaviourOf(behaviour), profiles: profilesOf(profile) };
    const taken = await this.captures.capture(actor, sentIn(request), terms);
    response.location(`/epcis/capture/${taken.captureId}`);
    return toCaptureView(taken);
  }

  /** Lists your organisation's capture jobs of the last 30 days, newest first. A page with many errors ends early. */
  @Allow('events.read')
  @QueryParameters(listParameters)
  @Get('capture')
  async jobs(
    @By() actor: Actor,
    @Query() parameters: Record<string, unknown>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaptureJobView[]> {
    const { after: before, limit } = readListQuery(parameters, isUuid);
    const { jobs, isLast } = await this.captures.jobs(actor, { before, limit });
    linkNext(response, isLast ? undefined : cursorOf(jobs.slice(-1).map(({ id }) => id)));
    return jobs.map(toCaptureJobView);
  }

  /**
   * Tells what became of a document that your organisation captured.
   *
   * @param id - Its `captureID`, from the answer to the capture.
   */
  @Allow('events.read')
  @Get('capture/:captureID')
  async job(@By() actor: Actor, @Param('captureID', IdPipe) id: string): Promise<CaptureJobView> {
    return toCaptureJobView(await this.captures.job(actor, id));
  }

  /**
   * Captures one event, in JSON with its own `@context` or in XML, as a fact. One that is stored already is refused with 409.
   */
  @Allow('events.write')
  @ApiConsumes(...mediaTypes)
  @ApiBody({ schema: { type: 'object' } })
  @ApiHeader(profileDescription)
  @ApiCreatedResponse({ type: CapturedEventView, headers: locationOf('the event') })
  @Post('events')
  async captureOne(
    @By() actor: Actor,
    @Headers(profileHeader.toLowerCase()) profile: string | undefined,
    @Req() request: RawRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CapturedEventView> {
    const asked = { profiles: profilesOf(profile) };
    const captured = await this.captures.captureOne(actor, sentIn(request), asked);
    response.location(`/epcis/events/${encodeURIComponent(captured.eventId)}`);
    return toCapturedEventView(captured);
  }
}
