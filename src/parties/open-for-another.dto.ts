import { IfGiven } from '../platform/index.js';
import { IsDivision } from './fields.js';
import { RegisterPartyRequest } from './parties.dto.js';

/** An organisation whose account another one opens. */
export abstract class OpenForAnotherRequest extends RegisterPartyRequest {
  /**
   * The administrative division that it is in, GB/T 2260: its regulators see what it sees. Left out: the one that its
   * social credit code names, or else your own.
   * @example "370202"
   */
  @IfGiven()
  @IsDivision()
  division?: string;
}
