import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { Clock } from '../../platform/index.js';
import { AnswersEvents } from './described-answer.js';
import { EpcisService } from './epcis.service.js';
import { answerEvents } from './event-answer.js';
import { QueryParameters } from '../rest/query-parameters.js';
import { nameOfEvents } from '../json/document-frame.js';
import { eventParameters } from '../query/event-query.js';
import type { Answered } from './results.js';

/** The query interface of EPCIS 2.0 (ISO/IEC 19987), as other repositories and ERP systems speak it. */
@ApiTags('epcis')
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
   * `EQ_ILMD_cbvmda:lotNumber`; encode `#` and `+` in names and values. The answer, in JSON-LD or XML, can be captured
   * elsewhere as it is.
   */
  @Allow('events.read')
  @QueryParameters(eventParameters)
  @AnswersEvents()
  @Get('events')
  async events(
    @By() actor: Actor,
    @Query() parameters: Record<string, unknown>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const page = await this.epcis.events(actor, parameters);
    return answerEvents(request, response, page, this.asked());
  }

  /**
   * One of your or your partners' events, with the declaration that it was in error if there is one.
   *
   * @param eventId - Its EPCIS eventID, percent-encoded.
   */
  @Allow('events.read')
  @AnswersEvents()
  @Get('events/:eventID')
  async event(
    @By() actor: Actor,
    @Param('eventID') eventId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const page = await this.epcis.event(actor, eventId);
    return answerEvents(request, response, page, this.asked());
  }

  private asked(): Answered {
    return { now: this.clock.now(), queryName: nameOfEvents };
  }
}
