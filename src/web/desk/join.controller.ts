import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { notFound, Problem } from '../../kernel/index.js';
import {
  JoiningService,
  OidcSignInService,
  SessionsService,
  type NotAccepted,
  type OidcFault,
} from '../../people/index.js';
import { Config, Costly, Public, type KnownSender } from '../../platform/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import { accountFaultIn, accountFaults } from '../forms/account-fault.js';
import type { FormFault } from '../forms/form-fault.js';
import { joinPage } from '../forms/join-page.js';
import { onwardPage } from '../forms/onward-page.js';
import { oidcCookie } from './oidc-cookie.js';
import { fieldsOf, readerOf, sendOnward, sendPage } from './reader.js';
import { refuseForeign } from './same-site.js';
import { sessionCookie, sessionToken } from './session-cookie.js';

/** Where a code of an invitation is used. It stands in no address: those are kept by browsers and written to logs. */
@ApiExcludeController()
@Public()
@Controller('join')
export class JoinController {
  constructor(
    private readonly joining: JoiningService,
    private readonly accounts: OidcSignInService,
    private readonly sessions: SessionsService,
    private readonly config: Config,
  ) {}

  @Get()
  form(@Req() request: Request, @Res() response: Response) {
    const fault = accountFaultIn(new URLSearchParams(request.originalUrl.split('?')[1]));
    this.sendForm(request, response, { account: fault });
  }

  @Costly()
  @Post()
  async join(@Req() request: KnownSender, @Res() response: Response) {
    refuseForeign(request);
    const fields = fieldsOf(request);
    const code = (fields.get('code') ?? '').trim();
    const login = fields.get('login') ?? '';
    const password = fields.get('password') ?? '';
    const { token, faults, used } = await this.joining.accept({ code, login, password });
    if (used) {
      const { invitationId: subject, ...shown } = used;
      request.audited = { action: 'join', ...shown, subject };
    }
    if (token !== undefined) {
      await this.sessions.end(sessionToken(request));
      response.setHeader('Set-Cookie', sessionCookie(token, this.config.publicUrl));
      response.redirect(303, '/');
      return;
    }
    this.sendForm(request, response, { code, login, notAccepted: faults });
  }

  /** On to the issuer, with a code that holds. */
  @Costly()
  @Post('oidc')
  async joinWithAccount(@Req() request: Request, @Res() response: Response) {
    refuseForeign(request);
    if (!this.accounts.isOffered) throw new Problem(notFound, 'No issuer is chosen here.');
    const code = (fieldsOf(request).get('code') ?? '').trim();
    const begun = await this.accounts.beginJoin(code);
    if (typeof begun === 'string') {
      this.sendForm(request, response, { code, account: begun });
      return;
    }
    response.setHeader('Set-Cookie', oidcCookie(begun.secret, this.config.publicUrl));
    const reading = readerOf(request);
    const { address } = begun;
    sendOnward(response, reading, address, onwardPage({ reading, address, to: 'issuer' }));
  }

  private sendForm(request: Request, response: Response, state: FormState): void {
    const { code = '', login = '', notAccepted = [], account } = state;
    const reading = readerOf(request);
    const speech = speechIn(reading.language);
    const faults = notAccepted.map((why) => faultOf(why, speech));
    if (account !== undefined) faults.push(accountFaultOf(account, speech));
    const hasAccounts = this.accounts.isOffered;
    const status = account !== undefined ? accountFaults[account].status : 422;
    const page = joinPage({ reading, code, login, hasAccounts, faults });
    sendPage(response, reading, page, faults.length > 0 ? status : 200);
  }
}

interface FormState {
  readonly code?: string;
  readonly login?: string;
  readonly notAccepted?: readonly NotAccepted[];
  readonly account?: OidcFault | undefined;
}

const faultsOf = {
  'login-unfit': ['login', 'join.badLogin'],
  'password-unfit': ['password', 'join.badPassword'],
  'code-over': ['code', 'join.over'],
  'login-taken': ['login', 'join.taken'],
  'login-other': ['login', 'join.other'],
  'no-password': ['account', 'account.noPassword'],
  'account-taken': ['account', 'account.taken'],
} as const satisfies Record<NotAccepted, readonly [string, string]>;

function accountFaultOf(fault: OidcFault, { say }: Speech): FormFault {
  const field = fault === 'code-over' ? 'code' : 'account';
  return { field, text: say(accountFaults[fault].text) };
}

function faultOf(why: NotAccepted, { say }: Speech): FormFault {
  const [field, text] = faultsOf[why];
  return { field, text: say(text) };
}
