import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { OpenForAnotherRequest } from '../parties/index.js';
import type { NewInvitation } from '../people/index.js';
import { IsLine } from '../platform/index.js';
import {
  introducedRoles,
  statusOf,
  supplierStatuses,
  type Supplier,
  type SupplierStatus,
} from './supplier.js';

/** An organisation that you take goods from, and that has no account yet. */
export class IntroduceRequest extends OpenForAnotherRequest {
  /** What it does in the chain. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(introducedRoles, { each: true })
  roles: (typeof introducedRoles)[number][] = ['producer'];

  /** Who joins first, as its owner: one line, at most 100 characters. Seen by that organisation alone. */
  @IsLine(100)
  ownerName!: string;
}

export class FirstOwnerRequest {
  /** Who joins first, as the owner: one line, at most 100 characters. Seen by that organisation alone. */
  @IsLine(100)
  ownerName!: string;
}

/** Somebody whom your organisation brought in. */
export class SupplierView {
  /** Our id of the party that it is, by which events name it. */
  id!: string;
  /** What it is called, as its account was opened. */
  name!: string;
  /**
   * `invited` while a code holds by which its first owner joins; `lapsed` where none does, and you may make a new one;
   * `joined` once anybody signs in for it, or it has a key; `ended` where nobody did and the operator ended its access.
   */
  @ApiProperty({ enum: supplierStatuses })
  status!: SupplierStatus;
  /** When its account was opened, RFC 3339 in UTC. */
  introducedAt!: string;
  /** Present while it is invited: when the code ends unused, RFC 3339 in UTC. */
  codeExpiresAt?: string;
}

/** Somebody who was just brought in, with a code to hand on by a way that others do not read. */
export class NewSupplierView extends SupplierView {
  /** To be typed or pasted at `/join` by its first owner; told this once. */
  code!: string;
}

/** A code to hand on, by a way that others do not read. */
export class FirstOwnerCodeView {
  /** To be typed or pasted at `/join` by the first owner; told this once. */
  code!: string;
  /** When it ends unused, RFC 3339 in UTC. */
  expiresAt!: string;
}

export function toSupplierView({
  supplierPartyId: id,
  introducedAt,
  entrance,
}: Supplier): SupplierView {
  const { name, codeExpiresAt } = entrance;
  return {
    ...{ id, name, status: statusOf(entrance) },
    introducedAt: introducedAt.toISOString(),
    ...(codeExpiresAt !== null && { codeExpiresAt: codeExpiresAt.toISOString() }),
  };
}

export function toFirstOwnerCodeView({ code, invitation }: NewInvitation): FirstOwnerCodeView {
  return { code, expiresAt: invitation.expiresAt.toISOString() };
}
