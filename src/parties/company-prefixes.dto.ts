import { Matches } from 'class-validator';
import type { CompanyPrefix } from './company-prefix.js';

export class RegisterPrefixRequest {
  /**
   * 6 to 12 digits, as the certificate of your GS1 organisation says it. A shorter one is no firm's, or so old a firm's that
   * it would shut out thousands of others.
   */
  @Matches(/^\d{6,12}$/, { message: 'must be 6 to 12 digits' })
  prefix!: string;
}

/** A GS1 company prefix of your organisation. */
export class CompanyPrefixView {
  /** Its digits. */
  prefix!: string;
  /** When it was registered here, RFC 3339 in UTC. */
  registeredAt!: string;
}

export function toCompanyPrefixView({ prefix, registeredAt }: CompanyPrefix): CompanyPrefixView {
  return { prefix, registeredAt: registeredAt.toISOString() };
}
