import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import type { ApiKey } from './access.store.js';
import { scopes, type Scope } from './actor.js';
import { validDaysMax, type IssuedKey } from './keys.service.js';

/** A key to make for a machine. */
export class CreateKeyRequest {
  /** What uses it. Two keys of one label may be valid at a time, so that machines can change over. */
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  label!: string;

  /** What it may be used for. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(scopes, { each: true })
  scopes!: Scope[];

  /** Days until it expires, at most 365. */
  @IsInt()
  @Min(1)
  @Max(validDaysMax)
  validDays!: number;
}

/** A key, without its secret. */
export class KeyView {
  /** Public part of the key, as it stands in the audit and in logs. */
  id!: string;
  /** What uses it. */
  label!: string;
  /** What it may be used for. */
  scopes!: Scope[];
  /** When it was made, RFC 3339 in UTC. */
  createdAt!: string;
  /** When it ends of itself, RFC 3339 in UTC. */
  expiresAt!: string;
  /** Present when the key was ended before its time: when, RFC 3339 in UTC. */
  revokedAt?: string;
}

/** A key that was just made. */
export class IssuedKeyView extends KeyView {
  /** The whole key, told this once. */
  key!: string;
}

export function toKeyView({ id, label, scopes: may, ...times }: ApiKey): KeyView {
  return {
    id,
    label,
    scopes: [...may],
    createdAt: times.createdAt.toISOString(),
    expiresAt: times.expiresAt.toISOString(),
    ...(times.revokedAt !== null && { revokedAt: times.revokedAt.toISOString() }),
  };
}

export function toIssuedKeyView({ key, text }: IssuedKey): IssuedKeyView {
  return { ...toKeyView(key), key: text };
}
