import { Controller, HttpCode, Options, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { allowedMethods, Public } from '../platform/index.js';
import { discoveryHeaders } from './interface-headers.js';
import { resources } from './resources/resources.js';

const subscription = 'queries/:queryName/subscriptions/:subscriptionID';

/** Every address below /epcis; the description of the API adds OPTIONS to each by itself, and a test asks them all. */
const addresses: string[] = [
  ...['capture', 'capture/:captureID', 'events', 'events/:eventID', 'vocabularies'],
  ...['queries', 'queries/:queryName', 'queries/:queryName/events'],
  ...['queries/:queryName/subscriptions', subscription],
  ...[`${subscription}/dead-letters`, `${subscription}/replay`],
  ...resources.flatMap(({ path, name }) => [
    ...[path, `${path}/:${name}`, `${path}/:${name}/events`],
  ]),
];

/** What can be asked of each address, for anybody: a client asks it before it has anything to send. */
@Public()
@Controller('epcis')
export class DiscoveryController {
  /** Says so in headers; whether there is such a thing is not said. */
  @ApiExcludeEndpoint()
  @HttpCode(204)
  @Options(addresses)
  about(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    response.set({ ...discoveryHeaders(request), Allow: allowedMethods(request).join(', ') });
  }
}
