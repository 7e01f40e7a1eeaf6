import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  Matches,
  ValidateNested,
} from 'class-validator';
import { IfGiven, IsLine } from '../../platform/index.js';
import type { Scope } from '../actor.js';
import type { NewDevice } from './devices.service.js';
import type { Device } from './devices.store.js';

/** Recalls, keys and people are for the people who answer for them, not for a machine in a packing house. */
const deviceScopes = ['read', 'write'] as const satisfies readonly Scope[];

/** A device to enrol. */
export class RegisterDeviceRequest {
  /** What it is and where it stands, such as "Scanner, gate 2". */
  @IsLine(100)
  label!: string;

  /** What it may be used for. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(deviceScopes, { each: true })
  scopes!: (typeof deviceScopes)[number][];
}

/** The public half of a key pair that was made on the device (RFC 7517), with these members and no others. */
export class PublicKeyRequest {
  /** `EC` for a key on P-256, `OKP` for one on Ed25519. */
  @IsIn(['EC', 'OKP'])
  kty!: 'EC' | 'OKP';

  /** `P-256`, whose tokens are signed with ES256, or `Ed25519`, signed with EdDSA. */
  @IsIn(['P-256', 'Ed25519'])
  crv!: 'P-256' | 'Ed25519';

  /** Its point, or the first half of it: 32 bytes in base64url. */
  @Matches(/^[\w-]{43}$/, { message: 'must be 32 bytes in base64url without padding' })
  x!: string;

  /** The second half of a point on P-256: 32 bytes in base64url. */
  @IfGiven()
  @Matches(/^[\w-]{43}$/, { message: 'must be 32 bytes in base64url without padding' })
  y?: string;
}

/** What a device shows to be enrolled. */
export class EnrolDeviceRequest {
  /** The code that was shown once. */
  @Matches(/^[\w-]{22}$/, { message: 'must be a code as it was shown' })
  code!: string;

  /** The key that will be known as the device's. */
  @IsObject()
  @ValidateNested()
  @Type(() => PublicKeyRequest)
  publicKey!: PublicKeyRequest;

  /**
   * Shows that the device holds the private key: a JWT signed with it, with `typ` `enrolment+jwt` and otherwise as those it
   * sends with its requests.
   */
  @Matches(/^[\w-]+\.[\w-]+\.[\w-]+$/, { message: 'must be a signed JWT in its compact form' })
  proof!: string;
}

/** A device, without its code. */
export class DeviceView {
  /** Our id of the device: `kid` and `iss` of each token that it signs. */
  id!: string;
  /** What it is and where it stands. */
  label!: string;
  /** What it may be used for. */
  scopes!: Scope[];
  /** Who made its code: the id of a key, or `person/` and the id of a person. */
  madeBy!: string;
  /** When its code was made, RFC 3339 in UTC. */
  createdAt!: string;
  /** Until when it may be enrolled, RFC 3339 in UTC. */
  codeEndsAt!: string;
  /** Present once it is enrolled: when, RFC 3339 in UTC. */
  enrolledAt?: string;
  /** Present once it is revoked: when, RFC 3339 in UTC. */
  revokedAt?: string;
}

/** A device that may be enrolled now. */
export class NewDeviceView extends DeviceView {
  /** Enrols one device, once; told this once. */
  code!: string;
  /** `aud` of each token that it signs: the public address of this service. */
  audience!: string;
}

export function toDeviceView({ id, label, scopes, madeBy, ...times }: Device): DeviceView {
  return {
    ...{ id, label, scopes: [...scopes], madeBy },
    createdAt: times.createdAt.toISOString(),
    codeEndsAt: times.codeEndsAt.toISOString(),
    ...(times.enrolledAt !== null && { enrolledAt: times.enrolledAt.toISOString() }),
    ...(times.revokedAt !== null && { revokedAt: times.revokedAt.toISOString() }),
  };
}

export function toNewDeviceView({ device, code, audience }: NewDevice): NewDeviceView {
  return { ...toDeviceView(device), code, audience };
}
