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
  type Tried,
} from '../../people/index.js';
import { Config, Costly, Public, type AuditNote, type KnownSender } from '../../platform/index.js';
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

  @Costly()
  @Post('sign-in')
  async signIn(@Req() request: KnownSender, @Res() response: Response) {
    refuseForeign(request);
    const { next, ...given } = readSignIn(fieldsOf(request));
    const begun = await this.begin(given, request);
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
  async signOut(@Req() request: KnownSender, @Res() response: Response) {
    refuseForeign(request);
    const token = sessionToken(request);
    const actor = await this.sessions.actorOf(token);
    if (actor) request.audited = noteOf('sign-out', actor);
    await this.sessions.end(token);
    response.setHeader('Set-Cookie', endedSessionCookie);
    response.redirect(303, '/');
  }

  private async begin(
    { key, login, password }: SignIn,
    request: KnownSender,
  ): Promise<SignInVerdict | SignInFault> {
    const note = (tried: Tried) => (request.audited = noteOf('sign-in', tried));
    if (key === undefined) {
      const { verdict, tried } = await this.people.signIn(login, password);
      if (tried) note(tried);
      return verdict;
    }
    try {
      const actor = await this.keys.recognise(key, note);
      note(actor);
      return { token: await this.sessions.beginOfKey(actor.credential) };
    } catch (error) {
      if (error instanceof Problem) return 'key';
      throw error;
    }
  }
}

/** As the guard notes what it lets in: these pages are for anyone. */
function noteOf(action: string, tried: Tried): AuditNote {
  if ('mark' in tried) {
    return { action, organisationId: null, credential: null, subject: tried.mark };
  }
  const { organisationId, credential } = tried;
  return { action, organisationId, credential };
}
