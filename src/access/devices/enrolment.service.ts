import { Injectable } from '@nestjs/common';
import { faultyRequest } from '../../kernel/index.js';
import { Clock, Config, Database } from '../../platform/index.js';
import { unrecognised } from '../recognition.js';
import { isSignedBy } from './device-token.js';
import { codeDigestOf } from './devices.service.js';
import { tryCode, type Device } from './devices.store.js';
import { isUsable, type PublicKey } from './public-key.js';

/** What a device shows: the code it was given, its public key, and that it holds the private one. */
export interface Enrolment {
  readonly id: string;
  readonly code: string;
  readonly publicKey: PublicKey;
  readonly proof: string;
}

/** Using a code: from then on the service knows the device by its key. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** All that is wrong with id, code or proof is refused in the words of a key that nobody has. */
  async enrol({ id, code, proof, ...shown }: Enrolment): Promise<Device> {
    const { kty, crv, x, y } = shown.publicKey;
    const publicKey = { kty, crv, x, ...(y !== undefined && { y }) };
    if (!isUsable(publicKey)) throw unusable();
    const now = this.clock.now();
    const purpose = { type: 'enrolment+jwt', audience: this.config.publicUrl, now } as const;
    // Before the code is looked at: a device that signs wrongly does not use it up.
    if (!(await isSignedBy(proof, { id, publicKey }, purpose))) throw unrecognised();
    const tried = { id, publicKey, codeDigest: codeDigestOf(code) };
    const device = await this.database.transaction((tx) => tryCode(tx, tried, new Date(now)), {
      role: 'gate',
    });
    if (device === undefined) throw unrecognised();
    return device;
  }
}

function unusable() {
  return faultyRequest([
    {
      pointer: '/publicKey',
      detail: 'must be a key on P-256 (EC, with x and y) or on Ed25519 (OKP, with x alone)',
    },
  ]);
}
