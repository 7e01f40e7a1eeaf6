import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readKey } from '../../../src/access/api-key.js';
import type { Reader } from '../../../src/platform/index.js';
import type { Holder } from './told.js';

/**
 * What a request proves itself by: a key, a device's token or a session's, each as it was sent. Whoever has enrolled a
 * device had its code.
 */
export function credentialsOf(
  { url = '', headers: { authorization = '', cookie = '' } }: IncomingMessage,
  status: number,
): string[] {
  const [, enrolled] = /^\/api\/v1\/devices\/([^/]+)\/enrolment$/.exec(url) ?? [];
  const [, bearer] = /^bearer (.+)$/i.exec(authorization) ?? [];
  const [, session] = /(?:^|; *)furrow_session=([^;]+)/.exec(cookie) ?? [];
  return [
    ...(bearer === undefined ? [] : [`bearer ${bearer}`]),
    ...(session === undefined ? [] : [`session ${session}`]),
    ...(enrolled === undefined || status !== 201 ? [] : [`device ${enrolled}`]),
  ];
}

const holder = 'organisation.id, organisation.name, organisation.division, organisation.oversees';

/** Whose credentials are whose: asked of the rows themselves, and not of the service, which may be wrong. */
export class Askers {
  private readonly known = new Map<string, Promise<Holder | undefined>>();
  private readonly owners = new Map<string, Promise<Holder | undefined>>();

  constructor(private readonly rows: Pick<Reader, 'query'>) {}

  /** The organisation that a credential stands for, whether or not it has ended since. */
  holderOf(credential: string): Promise<Holder | undefined> {
    const found = this.known.get(credential) ?? this.look(credential);
    this.known.set(credential, found);
    return found;
  }

  /** Ends with the last reading that nobody waited for. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.known.values(), ...this.owners.values()]);
  }

  /** The organisation of a canary. */
  withSign(sign: string): Promise<Holder | undefined> {
    const sql = `SELECT ${holder} FROM organisation WHERE right(id::text, 12) = $1`;
    const found = this.owners.get(sign) ?? this.first(sql, [sign]);
    this.owners.set(sign, found);
    return found;
  }

  private look(credential: string): Promise<Holder | undefined> {
    const [kind, text = ''] = credential.split(/ (.*)/s);
    if (kind === 'session') return this.holderOfSession(text);
    if (kind === 'device') return this.holderOfDevice(text);
    const key = readKey(text);
    return key === undefined ? this.holderOfDevice(deviceIn(text)) : this.holderOfKey(key);
  }

  private holderOfKey({ id, secret }: { readonly id: string; readonly secret: string }) {
    return this.first(
      `SELECT ${holder} FROM api_key JOIN organisation ON organisation.id = organisation_id
       WHERE api_key.id = $1 AND digest = $2`,
      [id, digestOf(secret)],
    );
  }

  private holderOfSession(token: string) {
    return this.first(
      `SELECT ${holder} FROM session
       LEFT JOIN person ON person.id = person_id LEFT JOIN api_key ON api_key.id = key_id
       JOIN organisation ON organisation.id = coalesce(person.organisation_id, api_key.organisation_id)
       WHERE session.digest = $1`,
      [digestOf(token)],
    );
  }

  private holderOfDevice(id: string) {
    return this.first(
      `SELECT ${holder} FROM device JOIN organisation ON organisation.id = organisation_id
       WHERE device.id::text = $1`,
      [id],
    );
  }

  private async first(sql: string, parameters: unknown[]): Promise<Holder | undefined> {
    return (await this.rows.query<Holder>(sql, parameters))[0];
  }
}

/** The device that a token says it is of. */
function deviceIn(token: string): string {
  const [header = ''] = token.split('.');
  return /"kid":"([^"]+)"/.exec(Buffer.from(header, 'base64url').toString())?.[1] ?? '';
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
