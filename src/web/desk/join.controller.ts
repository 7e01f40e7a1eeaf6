import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { JoiningService, SessionsService, type NotAccepted } from '../../people/index.js';
import { Config, Costly, Public, type KnownSender } from '../../platform/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import type { FormFault } from '../forms/form-fault.js';
import { joinPage } from '../forms/join-page.js';
import { fieldsOf, readerOf, sendPage } from './reader.js';
import { refuseForeign } from './same-site.js';
import { sessionCookie, sessionToken } from './session-cookie.js';

/** Where a code of an invitation is used. It stands in no address: those are kept by browsers and written to logs. */
@ApiExcludeController()
@Public()
@Controller('join')
export class JoinController {
  constructor(
    private readonly joining: JoiningService,
    private readonly sessions: SessionsService,
    private readonly config: Config,
  ) {}

  @Get()
  form(@Req() request: Request, @Res() response: Response) {
    const reading = readerOf(request);
    sendPage(response, reading, joinPage({ reading }));
  }

  @Costly()
  @Post()
  async join(@Req() request: KnownSender, @Res() response: Response) {
    refuseForeign(request);
    const fields = fieldsOf(request);
    const code = (fields.get('code') ?? '').trim();
    const login = fields.get('login') ?? '';
    const password = fields.get('password') ?? '';
    const reading = readerOf(request);
    const { token, faults: refusals, used } = await this.joining.accept({ code, login, password });
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
    const faults = refusals.map((why) => faultOf(why, speechIn(reading.language)));
    sendPage(response, reading, joinPage({ reading, code, login, faults }), 422);
  }
}

const faultsOf = {
  'login-unfit': ['login', 'join.badLogin'],
  'password-unfit': ['password', 'join.badPassword'],
  'code-over': ['code', 'join.over'],
  'login-taken': ['login', 'join.taken'],
  'login-other': ['login', 'join.other'],
} as const satisfies Record<NotAccepted, readonly [string, string]>;

function faultOf(why: NotAccepted, { say }: Speech): FormFault {
  const [field, text] = faultsOf[why];
  return { field, text: say(text) };
}
