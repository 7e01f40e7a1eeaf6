import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeysService, scopesOf, type Actor } from '../access/index.js';
import { Clock, Database, Random, type Reader } from '../platform/index.js';
import type { PersonWithProof } from './people.store.js';
import { credentialOf } from './person.js';
import {
  deleteSession,
  insertKeySession,
  insertPersonSession,
  selectSession,
} from './sessions.store.js';

/** As long as a working day; the browser forgets earlier if it is closed. */
export const sessionHours = 12;

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

  /** The token of a new session with a key, which the caller has recognised. */
  async beginOfKey(keyId: string): Promise<string> {
    const { token, ...session } = this.fresh();
    await insertKeySession(this.gate, { ...session, keyId });
    return token;
  }

  /** The token of a new session of a person; undefined where they prove themselves by something else by now. */
  async beginOfPerson(
    reader: Reader,
    { id, password, issuer, subject }: PersonWithProof,
  ): Promise<string | undefined> {
    const { token, ...session } = this.fresh();
    const proven = { personId: id, password, issuer, subject };
    const isHeld = await insertPersonSession(reader, { ...session, ...proven });
    return isHeld ? token : undefined;
  }

  /** Who has this token, as the first argument of every use case. */
  async actorOf(token: string | undefined): Promise<Actor | undefined> {
    if (token === undefined) return undefined;
    const now = new Date(this.clock.now());
    const signedIn = await selectSession(this.gate, digestOf(token), now);
    if (signedIn === undefined) return undefined;
    if (signedIn.keyId !== null) return this.keys.holds(signedIn.keyId);
    const { personId, userRole, organisationId, partyId, roles, oversees } = signedIn;
    const shown = credentialOf({ id: personId, organisationId });
    return {
      ...{ ...shown, partyId, roles, scopes: scopesOf[userRole] },
      ...(oversees !== null && { oversees }),
    };
  }

  async end(token: string | undefined): Promise<void> {
    if (token !== undefined) await deleteSession(this.gate, digestOf(token));
  }

  private get gate(): Reader {
    return this.database.as({ role: 'gate' });
  }

  private fresh() {
    const token = Buffer.from(this.random.bytes(32)).toString('base64url');
    const now = this.clock.now();
    return {
      ...{ token, digest: digestOf(token) },
      beganAt: new Date(now),
      endsAt: new Date(now + sessionHours * 3_600_000),
    };
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
