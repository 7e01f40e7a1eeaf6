import { Injectable } from '@nestjs/common';
import { Clock, Database } from '../platform/index.js';
import { isPassword } from './password.js';
import { PasswordsService } from './passwords.service.js';
import { selectByLogin } from './people.store.js';
import { plainLogin } from './person.js';
import { SessionsService } from './sessions.service.js';
import { forgetTries, takeTry } from './sign-in-tries.store.js';

/** `refused` says the same of a wrong name and a wrong password; `wait`: there were too many tries under this name. */
export type SignInVerdict = { readonly token: string } | 'refused' | 'wait';

/** Signing in with a login and a password. */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
  ) {}

  async signIn(name: string, password: string): Promise<SignInVerdict> {
    const login = plainLogin(name);
    return this.passwords.take(async () => {
      // Within the turn: a try that was turned away unread is none.
      if (!(await takeTry(this.database, login, new Date(this.clock.now())))) return 'wait';
      const found = await selectByLogin(this.database, login);
      if (!(await isPassword(password, found?.password ?? undefined)) || found === undefined)
        return 'refused';
      const token = await this.sessions.beginOfPerson(this.database, found);
      if (token === undefined) return 'refused';
      await forgetTries(this.database, login);
      return { token };
    });
  }
}
