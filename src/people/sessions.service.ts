import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeysService, scopesOf, type Actor } from '../access/index.js';
import { Clock, Database, Random } from '../platform/index.js';
import { deleteSession, insertSession, selectSession } from './sessions.store.js';

/** As long as a working day; the browser forgets earlier if it is closed. */
const sessionMilliseconds = 12 * 3_600_000;

/** Whom a session is begun for. */
export type SessionOf = { readonly personId: string } | { readonly keyId: string };

/**
 * Who is signed in. The browser holds a random token, we hold its digest; person and key are looked at anew with each
 * request, so that whoever leaves, and a key that is revoked, is signed out everywhere.
 */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly keys: KeysService,
  ) {}

  /** The token of a new session of whoever the caller has recognised. */
  async begin(of: SessionOf): Promise<string> {
    const token = Buffer.from(this.random.bytes(32)).toString('base64url');
    const now = this.clock.now();
    await insertSession(this.database, {
      digest: digestOf(token),
      personId: 'personId' in of ? of.personId : null,
      keyId: 'keyId' in of ? of.keyId : null,
      beganAt: new Date(now),
      endsAt: new Date(now + sessionMilliseconds),
    });
    return token;
  }

  /** Who has this token, as the first argument of every use case. */
  async actorOf(token: string | undefined): Promise<Actor | undefined> {
    if (token === undefined) return undefined;
    const now = new Date(this.clock.now());
    const signedIn = await selectSession(this.database, digestOf(token), now);
    if (signedIn === undefined) return undefined;
    if (signedIn.keyId !== null) return this.keys.holds(signedIn.keyId);
    const { personId, userRole, organisationId, partyId, roles } = signedIn;
    const credential = `person/${personId}`;
    return { organisationId, partyId, roles, scopes: scopesOf[userRole], credential };
  }

  async end(token: string | undefined): Promise<void> {
    if (token !== undefined) await deleteSession(this.database, digestOf(token));
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
