import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { NewDeviceView } from '../../src/access/devices/devices.dto.js';
import type { Answer, TestApp } from './app.js';

export type Members = Readonly<Record<string, unknown>>;

/** A text or an object as a part of a token. */
export function part(content: string | Members): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return Buffer.from(text).toString('base64url');
}

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A key pair as a device makes one. */
export function aKeyPair(curve: 'P-256' | 'Ed25519' = 'P-256'): KeyPair {
  return curve === 'P-256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('ed25519');
}

/** A header and claims as they stand, signed: nothing looks whether they make sense. */
export function signed(header: Members, claims: string | Members, { privateKey }: KeyPair): string {
  const body = `${part(header)}.${part(claims)}`;
  const isCurve = privateKey.asymmetricKeyType === 'ec';
  const key = isCurve ? { key: privateKey, dsaEncoding: 'ieee-p1363' as const } : privateKey;
  return `${body}.${sign(isCurve ? 'sha256' : null, Buffer.from(body), key).toString('base64url')}`;
}

/** A device apart from the service's own code: what it sends is written and signed by hand. */
export class TestDevice {
  constructor(
    private readonly service: TestApp,
    readonly made: NewDeviceView,
    readonly keys: KeyPair = aKeyPair(),
  ) {}

  /** One of the key's organisation, with a code and not enrolled yet. */
  static async made(
    service: TestApp,
    key: string,
    { scopes = ['read', 'write'], keys }: { scopes?: readonly string[]; keys?: KeyPair } = {},
  ): Promise<TestDevice> {
    const body = { label: 'Scanner, gate 2', scopes };
    const made = await service.send<NewDeviceView>('POST', '/api/v1/devices', { key, body });
    if (made.status !== 201) throw new Error(`no device was made: ${JSON.stringify(made.body)}`);
    return new TestDevice(service, made.body, keys);
  }

  static async enrolled(...given: Parameters<typeof TestDevice.made>): Promise<TestDevice> {
    const device = await TestDevice.made(...given);
    const { status, body } = await device.enrol();
    if (status !== 201) throw new Error(`not enrolled: ${JSON.stringify(body)}`);
    return device;
  }

  get id(): string {
    return this.made.id;
  }

  get header(): Members {
    const isCurve = this.keys.privateKey.asymmetricKeyType === 'ec';
    return { alg: isCurve ? 'ES256' : 'EdDSA', typ: 'device+jwt', kid: this.id };
  }

  /** For now and the five minutes to come. */
  get claims(): Members {
    const iat = Math.floor(this.service.clock.now() / 1000);
    return { iss: this.id, aud: this.made.audience, iat, exp: iat + 300 };
  }

  get publicKey(): Members {
    return { ...this.keys.publicKey.export({ format: 'jwk' }) };
  }

  /** A good token, but for what is changed; a member that is undefined is left out. */
  token({ header = {}, claims = {} }: { header?: Members; claims?: Members } = {}): string {
    return signed({ ...this.header, ...header }, { ...this.claims, ...claims }, this.keys);
  }

  get enrolment(): Members {
    const proof = this.token({ header: { typ: 'enrolment+jwt' } });
    return { code: this.made.code, publicKey: this.publicKey, proof };
  }

  /** Asks to be enrolled, as it should or with something else in its place. */
  async enrol(changes: Members = {}): Promise<Answer<Record<string, unknown>>> {
    const body = { ...this.enrolment, ...changes };
    return this.service.send('POST', `/api/v1/devices/${this.id}/enrolment`, { body });
  }
}
