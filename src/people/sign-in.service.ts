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
      const gate = this.database.as({ role: 'gate' });
      // Within the turn: a try that was turned away unread is none.
      if (!(await takeTry(gate, login, new Date(this.clock.now())))) return 'wait';
      const found = await selectByLogin(gate, login);
      if (!(await isPassword(password, found?.password)) || found === undefined) return 'refused';
      const token = await this.sessions.beginOfPerson(gate, found);
      if (token === undefined) return 'refused';
      await forgetTries(gate, login);
      return { token };
    });
  }
}
