import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { SessionsService } from '../../people/index.js';
import { Public } from '../../platform/index.js';
import { speechIn } from '../catalogue/speech.js';
import { homePage } from '../forms/home-page.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { readerOf, sendPage } from './reader.js';
import { sessionToken } from './session-cookie.js';

/** The start page. */
@ApiExcludeController()
@Public()
@Controller()
export class HomeController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly offers: DeskChoicesService,
  ) {}

  @Get()
  async home(@Req() request: Request, @Res() response: Response) {
    const reading = readerOf(request);
    const actor = await this.sessions.actorOf(sessionToken(request));
    const signedIn = actor && (await this.offers.signedIn(actor, speechIn(reading.language)));
    sendPage(response, reading, homePage(reading, signedIn));
  }
}
