import { Controller, HttpCode, Options, Req, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { allowedMethods, Public } from '../platform/index.js';
import { discoveryHeaders } from './interface-headers.js';

/** What can be asked of each address of EPCIS, for anybody: a client asks it before it has anything to send. */
@ApiTags('epcis')
@Public()
@Controller('epcis')
export class DiscoveryController {
  /** Says in headers what can be asked of `/epcis/capture`, in which versions and how much of it. */
  @HttpCode(204)
  @Options('capture')
  aboutCapture(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    tell(request, response);
  }

  /** Says in headers what can be asked of a capture job. */
  @ApiParam({ name: 'captureID', description: 'Any; whether there is such a job is not said.' })
  @HttpCode(204)
  @Options('capture/:captureID')
  aboutJob(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    tell(request, response);
  }

  /** Says in headers what can be asked of `/epcis/events`. */
  @HttpCode(204)
  @Options('events')
  aboutEvents(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    tell(request, response);
  }

  /** Says in headers what can be asked of an event. */
  @ApiParam({ name: 'eventID', description: 'Any; whether there is such an event is not said.' })
  @HttpCode(204)
  @Options('events/:eventID')
  aboutEvent(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    tell(request, response);
  }
}

function tell(request: Request, response: Response): void {
  response.set({ ...discoveryHeaders, Allow: allowedMethods(request).join(', ') });
}
