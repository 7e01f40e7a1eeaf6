import { Injectable } from '@nestjs/common';
import { Clock, Database } from '../platform/index.js';
import { PasswordsService } from './passwords.service.js';
import { selectByLogin } from './people.store.js';
import { plainLogin, type Person } from './person.js';
import { forgetTries, takeTry } from './sign-in-tries.store.js';

/** `refused` says the same of a wrong name and a wrong password; `wait`: there were too many tries under this name. */
export type SignInVerdict = { readonly person: Person } | 'refused' | 'wait';

@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly passwords: PasswordsService,
  ) {}

  async signIn(name: string, password: string): Promise<SignInVerdict> {
    const login = plainLogin(name);
    const now = new Date(this.clock.now());
    if (!(await takeTry(this.database, login, now))) return 'wait';
    const found = await selectByLogin(this.database, login);
    if (!(await this.passwords.is(password, found?.password)) || found === undefined) {
      return 'refused';
    }
    await forgetTries(this.database, login, now);
    return { person: found };
  }
}
