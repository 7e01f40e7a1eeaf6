import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { memberRoles } from './members.service.js';
import { OpenForAnotherRequest } from './open-for-another.dto.js';

/** A farm, or another member, that nobody signs in for: your organisation acts for it. */
export class RegisterMemberRequest extends OpenForAnotherRequest {
  /** What it does in the chain. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(memberRoles, { each: true })
  roles: (typeof memberRoles)[number][] = ['producer'];
}
