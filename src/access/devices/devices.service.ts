import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { notFound, Problem } from '../../kernel/index.js';
import { Clock, Config, Database, Random } from '../../platform/index.js';
import type { Actor, Credential, Scope } from '../actor.js';
import { KnownHolders } from '../known-holders.js';
import type { Recogniser } from '../recognition.js';
import { deviceNamedIn, isSignedBy } from './device-token.js';
import {
  insertDevice,
  revokeDevice,
  selectDeviceHolder,
  selectDevices,
  type Device,
  type DeviceHolder,
} from './devices.store.js';

/** A way to the cold store and back, with the code in hand. */
export const codeMinutes = 60;

/** A device that may be enrolled now. Its code is told this once: whoever has it may enrol a device of theirs. */
export interface NewDevice {
  readonly device: Device;
  readonly code: string;
  /** What the device signs its tokens for. */
  readonly audience: string;
}

/** Makes, lists, revokes and recognises devices. */
@Injectable()
export class DevicesService implements Recogniser {
  private readonly known = new KnownHolders<DeviceHolder>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly config: Config,
  ) {}

  /** Who signed this token. It is looked at anew with each request, its device within a second. */
  async find(token: string, ended?: (device: Credential) => void): Promise<Actor | undefined> {
    const type = 'device+jwt';
    const id = deviceNamedIn(token, type);
    const holder = id === undefined ? undefined : await this.holderOf(id);
    if (holder === undefined || holder.partyId === null) return undefined;
    const purpose = { type, audience: this.config.publicUrl, now: this.clock.now() } as const;
    if (!(await isSignedBy(token, holder, purpose))) return undefined;
    const { organisationId, partyId, roles, scopes, oversees } = holder;
    const shown = { organisationId, credential: `device/${holder.id}` };
    if (holder.revokedAt !== null) {
      ended?.(shown);
      return undefined;
    }
    return {
      ...{ ...shown, partyId, roles, scopes },
      ...(oversees !== null && { oversees }),
    };
  }

  async register(
    { organisationId, credential }: Actor,
    request: { readonly label: string; readonly scopes: readonly Scope[] },
  ): Promise<NewDevice> {
    const code = Buffer.from(this.random.bytes(16)).toString('base64url');
    const now = this.clock.now();
    const device: Device = {
      ...{ organisationId, ...request, madeBy: credential },
      id: this.random.uuid(),
      createdAt: new Date(now),
      codeEndsAt: new Date(now + codeMinutes * 60_000),
      enrolledAt: null,
      revokedAt: null,
    };
    const codeDigest = codeDigestOf(code);
    await this.database.transaction((tx) => insertDevice(tx, { ...device, codeDigest }), {
      organisationId,
    });
    return { device, code, audience: this.config.publicUrl };
  }

  async list(
    { organisationId }: Actor,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<Device[]> {
    return selectDevices(this.database.as({ organisationId }), organisationId, page);
  }

  /** Ends a device, or the code of one that waits: it is refused within a second, as a rule at once. */
  async revoke({ organisationId }: Actor, id: string): Promise<void> {
    const isRevoked = await this.database.transaction(
      (tx) => revokeDevice(tx, { organisationId, id }, new Date(this.clock.now())),
      { organisationId },
    );
    this.known.forget(id);
    if (!isRevoked)
      throw new Problem(notFound, 'You have no such device, or it is revoked already.');
  }

  forgetAll(): void {
    this.known.forgetAll();
  }

  private async holderOf(id: string): Promise<DeviceHolder | undefined> {
    const now = this.clock.now();
    const known = this.known.find(id, now);
    if (known !== undefined) return known;
    const holder = await selectDeviceHolder(this.database.as({ role: 'gate' }), id);
    if (holder !== undefined) this.known.remember(holder, now);
    return holder;
  }
}

/** A code is kept as this alone. It has 128 random bits, so nothing slower is needed. */
export function codeDigestOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
