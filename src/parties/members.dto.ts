import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { IfGiven } from '../platform/index.js';
import { IsDivision } from './fields.js';
import { memberRoles } from './members.service.js';
import { RegisterPartyRequest } from './parties.dto.js';

/** A farm, or another member, that nobody signs in for: your organisation acts for it. */
export class RegisterMemberRequest extends RegisterPartyRequest {
  /** What it does in the chain. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(memberRoles, { each: true })
  roles: (typeof memberRoles)[number][] = ['producer'];

  /**
   * The administrative division that it is in, GB/T 2260: its regulators see what it sees. Left out: the one that its
   * social credit code names, or else your own.
   * @example "370202"
   */
  @IfGiven()
  @IsDivision()
  division?: string;
}
