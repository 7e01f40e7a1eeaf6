import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { KeysService } from '../../access/index.js';
import { Problem } from '../../kernel/index.js';
import { SessionsService, SignInService, type SessionOf } from '../../people/index.js';
import { Config, Public } from '../../platform/index.js';
import { ownPath, readSignIn, signInPage, type SignInFault } from '../forms/sign-in-page.js';
import { fieldsOf, readerOf, sendPage } from './reader.js';
import { refuseForeign } from './same-site.js';
import { endedSessionCookie, sessionCookie, sessionToken } from './session-cookie.js';

/** Coming and going: with a login and a password, or with a key. */
@ApiExcludeController()
@Public()
@Controller()
export class SignInController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly people: SignInService,
    private readonly keys: KeysService,
    private readonly config: Config,
  ) {}

  @Get('sign-in')
  form(@Req() request: Request, @Res() response: Response) {
    const query = new URLSearchParams(request.originalUrl.split('?')[1]);
    const reading = readerOf(request);
    sendPage(response, reading, signInPage({ reading, next: ownPath(query.get('next')) }));
  }

  @Post('sign-in')
  async signIn(@Req() request: Request, @Res() response: Response) {
    refuseForeign(request);
    const { next, ...given } = readSignIn(fieldsOf(request));
    const found = await this.recognise(given);
    if (typeof found === 'string') {
      const reading = readerOf(request);
      const status = found === 'wait' ? 429 : 422;
      const { login } = given;
      sendPage(response, reading, signInPage({ reading, next, login, fault: found }), status);
      return;
    }
    await this.sessions.end(sessionToken(request));
    const token = await this.sessions.begin(found);
    response.setHeader('Set-Cookie', sessionCookie(token, this.config.publicUrl));
    response.redirect(303, next);
  }

  @Post('sign-out')
  async signOut(@Req() request: Request, @Res() response: Response) {
    refuseForeign(request);
    await this.sessions.end(sessionToken(request));
    response.setHeader('Set-Cookie', endedSessionCookie);
    response.redirect(303, '/');
  }

  private async recognise({
    key,
    login,
    password,
  }: Omit<ReturnType<typeof readSignIn>, 'next'>): Promise<SessionOf | SignInFault> {
    if (key === '') {
      const verdict = await this.people.signIn(login, password);
      return typeof verdict === 'string' ? verdict : { personId: verdict.person.id };
    }
    try {
      return { keyId: (await this.keys.recognise(key)).credential };
    } catch (error) {
      if (error instanceof Problem) return 'key';
      throw error;
    }
  }
}
