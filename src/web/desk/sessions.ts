import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Random } from '../../platform/index.js';

/** As long as a working day; the browser forgets earlier if it is closed. */
const sessionMilliseconds = 12 * 3_600_000;
/** Sessions kept. The oldest goes first and has to sign in again. */
const sessionsMax = 10_000;

interface Session {
  readonly key: string;
  readonly endsAt: number;
}

/**
 * Who is signed in at this process. The browser holds a random token, we hold its digest and, in memory only,
 * the key it was given for; the key is checked anew with each request, so that revoking it ends the session.
 * A restart signs everybody out.
 */
@Injectable()
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** The token of a new session with this key, which the caller has found to be valid. */
  begin(key: string): string {
    const token = Buffer.from(this.random.bytes(32)).toString('base64url');
    const endsAt = this.clock.now() + sessionMilliseconds;
    this.sessions.set(digestOf(token), { key, endsAt });
    if (this.sessions.size > sessionsMax) {
      for (const oldest of this.sessions.keys()) {
        this.sessions.delete(oldest);
        break;
      }
    }
    return token;
  }

  keyOf(token: string | undefined): string | undefined {
    if (token === undefined) return undefined;
    const session = this.sessions.get(digestOf(token));
    return session !== undefined && this.clock.now() < session.endsAt ? session.key : undefined;
  }

  end(token: string | undefined): void {
    if (token !== undefined) this.sessions.delete(digestOf(token));
  }
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
