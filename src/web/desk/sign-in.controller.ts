import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { KeysService } from '../../access/index.js';
import { Problem } from '../../kernel/index.js';
import {
  firstWaitSeconds,
  OidcSignInService,
  SessionsService,
  SignInService,
  type SignInVerdict,
} from '../../people/index.js';
import { Config, Public } from '../../platform/index.js';
import { accountFaultIn, accountFaults } from '../forms/account-fault.js';
import {
  ownPath,
  readSignIn,
  signInPage,
  type SignIn,
  type SignInFault,
} from '../forms/sign-in-page.js';
import { fieldsOf, readerOf, sendPage } from './reader.js';
import { refuseForeign } from './same-site.js';
import { endedSessionCookie, sessionCookie, sessionToken } from './session-cookie.js';

/** Coming and going: with a login and a password, or with a key; faults of accounts are told here, too. */
@ApiExcludeController()
@Public()
@Controller()
export class SignInController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly people: SignInService,
    private readonly accounts: OidcSignInService,
    private readonly keys: KeysService,
    private readonly config: Config,
  ) {}

  @Get('sign-in')
  form(@Req() request: Request, @Res() response: Response) {
    const query = new URLSearchParams(request.originalUrl.split('?')[1]);
    const reading = readerOf(request);
    const fault = accountFaultIn(query);
    const next = ownPath(query.get('next'));
    const page = signInPage({ reading, next, hasAccounts: this.accounts.isOffered, fault });
    sendPage(response, reading, page, fault && accountFaults[fault].status);
  }

  @Post('sign-in')
  async signIn(@Req() request: Request, @Res() response: Response) {
    refuseForeign(request);
    const { next, ...given } = readSignIn(fieldsOf(request));
    const begun = await this.begin(given);
    if (typeof begun === 'string') {
      const reading = readerOf(request);
      const { login } = given;
      if (begun === 'wait') response.setHeader('Retry-After', String(firstWaitSeconds));
      const status = begun === 'wait' ? 429 : 422;
      const hasAccounts = this.accounts.isOffered;
      const page = signInPage({ reading, next, login, hasAccounts, fault: begun });
      sendPage(response, reading, page, status);
      return;
    }
    await this.sessions.end(sessionToken(request));
    response.setHeader('Set-Cookie', sessionCookie(begun.token, this.config.publicUrl));
    response.redirect(303, next);
  }

  @Post('sign-out')
  async signOut(@Req() request: Request, @Res() response: Response) {
    refuseForeign(request);
    await this.sessions.end(sessionToken(request));
    response.setHeader('Set-Cookie', endedSessionCookie);
    response.redirect(303, '/');
  }

  private async begin({ key, login, password }: SignIn): Promise<SignInVerdict | SignInFault> {
    if (key === undefined) return this.people.signIn(login, password);
    try {
      const { credential } = await this.keys.recognise(key);
      return { token: await this.sessions.beginOfKey(credential) };
    } catch (error) {
      if (error instanceof Problem) return 'key';
      throw error;
    }
  }
}
