import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Credential } from '../access/index.js';
import { Clock, Database, Random } from '../platform/index.js';
import { isPassword } from './password.js';
import { PasswordsService } from './passwords.service.js';
import { selectByLogin } from './people.store.js';
import { credentialOf, plainLogin } from './person.js';
import { SessionsService } from './sessions.service.js';
import { forgetTries, takeTry } from './sign-in-tries.store.js';

/** `refused` says the same of a wrong name and a wrong password; `wait`: there were too many tries under this name. */
export type SignInVerdict = { readonly token: string } | 'refused' | 'wait';

/**
 * Who tried, for the audit: a person, or somebody under a name that nobody has. People type passwords into the wrong field,
 * so that of such a name stays only a mark, which no list of passwords can be held against once this process has ended.
 */
export type Tried = Credential | { readonly mark: string };

/** `tried` is left out where nobody looked at the password. */
export interface SignInOutcome {
  readonly verdict: SignInVerdict;
  readonly tried?: Tried;
}

/** Signing in with a login and a password. */
@Injectable()
export class SignInService {
  private readonly secret: Uint8Array;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    random: Random,
  ) {
    this.secret = random.bytes(32);
  }

  async signIn(name: string, password: string): Promise<SignInOutcome> {
    const login = plainLogin(name);
    return this.passwords.take(async () => {
      const gate = this.database.as({ role: 'gate' });
      // Within the turn: a try that was turned away unread is none.
      const isTry = await takeTry(gate, login, new Date(this.clock.now()));
      if (!isTry) return { verdict: 'wait' };
      const found = await selectByLogin(gate, login);
      const isRight = await isPassword(password, found?.password ?? undefined);
      if (found === undefined) return { verdict: 'refused', tried: { mark: this.markOf(login) } };
      const tried = credentialOf(found);
      const token = isRight ? await this.sessions.beginOfPerson(gate, found) : undefined;
      if (token === undefined) return { verdict: 'refused', tried };
      await forgetTries(gate, login);
      return { verdict: { token }, tried };
    });
  }

  private markOf(login: string): string {
    const digest = createHmac('sha256', this.secret).update(login).digest('hex');
    return `login/${digest.slice(0, 16)}`;
  }
}
