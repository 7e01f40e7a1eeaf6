import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { cursorOf, IdPipe, type RawRequest } from '../platform/index.js';
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
import { jobsParameters, readJobsQuery } from './jobs-query.js';
import { mediaTypes } from './media-types.js';
import { linkNext } from './next-page.js';
import { profiles } from './profiles.js';
import { QueryParameters } from './query-parameters.js';

const profileDescription = {
  name: profileHeader,
  required: false,
  description: 'Sectors whose rules the events have to keep, too, divided by commas.',
  schema: { type: 'string' as const, enum: Object.keys(profiles) },
};

/** The capture interface of EPCIS 2.0 (ISO/IEC 19987). What is answered is stored. */
@ApiTags('epcis')
@ApiBearerAuth()
@Controller('epcis')
export class CaptureController {
  constructor(private readonly captures: CapturesService) {}

  /**
   * Captures an EPCIS 2.0 JSON-LD document, or one event with its own `@context`, as facts. Sending it again answers the same
   * ids.
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
    @Body() json: unknown,
    @Headers(behaviourHeader.toLowerCase()) behaviour: string | undefined,
    @Headers(profileHeader.toLowerCase()) profile: string | undefined,
    @Req() { rawBody = '' }: RawRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaptureView> {
    const sent = { json, text: rawBody };
    const terms = { behaviour: behaviourOf(behaviour), profiles: profilesOf(profile) };
    const taken = await this.captures.capture(actor, sent, terms);
    response.location(`/epcis/capture/${taken.captureId}`);
    return toCaptureView(taken);
  }

  /** Lists your organisation's capture jobs of the last 30 days, newest first. A page with many errors ends early. */
  @Allow('events.read')
  @QueryParameters(jobsParameters)
  @Get('capture')
  async jobs(
    @By() actor: Actor,
    @Query() parameters: Record<string, unknown>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CaptureJobView[]> {
    const { jobs, isLast } = await this.captures.jobs(actor, readJobsQuery(parameters));
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

  /** Captures one event with its own `@context`, as a fact. One that is stored already is refused with 409. */
  @Allow('events.write')
  @ApiConsumes(...mediaTypes)
  @ApiBody({ schema: { type: 'object' } })
  @ApiHeader(profileDescription)
  @ApiCreatedResponse({ type: CapturedEventView, headers: locationOf('the event') })
  @Post('events')
  async captureOne(
    @By() actor: Actor,
    @Body() json: unknown,
    @Headers(profileHeader.toLowerCase()) profile: string | undefined,
    @Req() { rawBody = '' }: RawRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CapturedEventView> {
    const sent = { json, text: rawBody };
    const captured = await this.captures.captureOne(actor, sent, { profiles: profilesOf(profile) });
    response.location(`/epcis/events/${encodeURIComponent(captured.eventId)}`);
    return toCapturedEventView(captured);
  }
}

function locationOf(what: string) {
  return { Location: { description: `Address of ${what}.`, schema: { type: 'string' as const } } };
}
