import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { KeysService } from '../../access/index.js';
import { Problem } from '../../kernel/index.js';
import { Config, Public } from '../../platform/index.js';
import { speechIn } from '../catalogue/speech.js';
import { homePage } from '../forms/home-page.js';
import { ownPath, readSignIn, signInPage } from '../forms/sign-in-page.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { fieldsOf, readerOf, sendPage } from './reader.js';
import { refuseForeign } from './same-site.js';
import { endedSessionCookie, sessionCookie, sessionToken } from './session-cookie.js';
import { Sessions } from './sessions.js';

/** The start page, and coming and going with a key. */
@ApiExcludeController()
@Public()
@Controller()
export class HomeController {
  constructor(
    private readonly sessions: Sessions,
    private readonly keys: KeysService,
    private readonly offers: DeskChoicesService,
    private readonly config: Config,
  ) {}

  @Get()
  async home(@Req() request: Request, @Res() response: Response) {
    const reading = readerOf(request);
    sendPage(response, reading, homePage(reading, await this.signedInAs(request)));
  }

  @Get('sign-in')
  form(@Req() request: Request, @Res() response: Response) {
    const query = new URLSearchParams(request.originalUrl.split('?')[1]);
    const reading = readerOf(request);
    const state = { reading, next: ownPath(query.get('next')), refused: false };
    sendPage(response, reading, signInPage(state));
  }

  @Post('sign-in')
  async signIn(@Req() request: Request, @Res() response: Response) {
    refuseForeign(request);
    const { key, next } = readSignIn(fieldsOf(request));
    const reading = readerOf(request);
    if (!(await this.isValid(key))) {
      sendPage(response, reading, signInPage({ reading, next, refused: true }), 422);
      return;
    }
    this.sessions.end(sessionToken(request));
    const cookie = sessionCookie(this.sessions.begin(key), this.config.publicUrl);
    response.setHeader('Set-Cookie', cookie);
    response.redirect(303, next);
  }

  @Post('sign-out')
  signOut(@Req() request: Request, @Res() response: Response) {
    refuseForeign(request);
    this.sessions.end(sessionToken(request));
    response.setHeader('Set-Cookie', endedSessionCookie);
    response.redirect(303, '/');
  }

  private async isValid(key: string): Promise<boolean> {
    try {
      await this.keys.recognise(key);
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  private async signedInAs(request: Request): Promise<string | undefined> {
    const key = this.sessions.keyOf(sessionToken(request));
    if (key === undefined || !(await this.isValid(key))) return undefined;
    const { language } = readerOf(request);
    return this.offers.nameOf(await this.keys.recognise(key), speechIn(language));
  }
}
