import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { notFound, Problem } from '../../kernel/index.js';
import { OidcSignInService, SessionsService } from '../../people/index.js';
import { Config, Costly, Public, type KnownSender } from '../../platform/index.js';
import { accountFaults } from '../forms/account-fault.js';
import { onwardPage } from '../forms/onward-page.js';
import { ownPath, signInPage } from '../forms/sign-in-page.js';
import { endedOidcCookie, oidcCookie, oidcSecret } from './oidc-cookie.js';
import { readerOf, sendOnward, sendPage } from './reader.js';
import { sessionCookie, sessionToken } from './session-cookie.js';

/** To the issuer and back. What an answer of the issuer holds stands in no address that a browser keeps. */
@ApiExcludeController()
@Public()
@Controller('sign-in/oidc')
export class OidcController {
  constructor(
    private readonly people: OidcSignInService,
    private readonly sessions: SessionsService,
    private readonly config: Config,
  ) {}

  @Costly()
  @Get()
  async begin(@Req() request: Request, @Res() response: Response) {
    if (!this.people.isOffered) throw new Problem(notFound, 'No issuer is chosen here.');
    const next = ownPath(new URLSearchParams(queryOf(request)).get('next'));
    const begun = await this.people.beginSignIn(next);
    if (typeof begun === 'string') {
      const reading = readerOf(request);
      const page = signInPage({ reading, next, hasAccounts: true, fault: begun });
      sendPage(response, reading, page, accountFaults[begun].status);
      return;
    }
    response.setHeader('Set-Cookie', oidcCookie(begun.secret, this.config.publicUrl));
    response.set('Cache-Control', 'no-store').redirect(303, begun.address);
  }

  @Costly()
  @Get('callback')
  async end(@Req() request: KnownSender, @Res() response: Response) {
    const ended = await this.people.end(oidcSecret(request), queryOf(request));
    if (ended.by) {
      const { invitationId: subject, ...shown } = ended.by;
      const action = subject === undefined ? 'sign-in' : 'join';
      request.audited = { action, ...shown, ...(subject !== undefined && { subject }) };
    }
    response.setHeader('Set-Cookie', endedOidcCookie).set('Cache-Control', 'no-store');
    if ('fault' in ended) {
      response.redirect(303, `${ended.isJoining ? '/join' : '/sign-in'}?account=${ended.fault}`);
      return;
    }
    await this.sessions.end(sessionToken(request));
    response.append('Set-Cookie', sessionCookie(ended.token, this.config.publicUrl));
    response.redirect(303, `/sign-in/oidc/done?next=${encodeURIComponent(ended.next)}`);
  }

  /** A page of our own in between: the session's cookie does not come along from the issuer's page, but does from here. */
  @Get('done')
  done(@Req() request: Request, @Res() response: Response) {
    const address = ownPath(new URLSearchParams(queryOf(request)).get('next'));
    const reading = readerOf(request);
    sendOnward(response, reading, address, onwardPage({ reading, address, to: 'signedIn' }));
  }
}

function queryOf({ originalUrl }: Request): string {
  return originalUrl.split('?')[1] ?? '';
}
