import type {
  MalformedPassport,
  RecalledPassport,
  RecordedPassport,
  UnavailablePassport,
  UnknownPassport,
} from './passport.dto.js';
import type { ProductPassport } from './product-passport.dto.js';
import type { StatedPassport } from './stated-passport.dto.js';

/**
 * The public answer about a code. **These classes are the whitelist**: what is not a
 * member here is never shown to a stranger on a page of ours or as what is recorded;
 * the links of a Digital Link have a whitelist of their own (`resolver/linkset.ts`). Hidden and absent look the same, so
 * a member that may be withheld is optional and never says why it is missing.
 *
 * Days are `YYYY-MM-DD`; moments are RFC 3339 with the offset of the place where they happened.
 */
export type Passport =
  | RecordedPassport
  | RecalledPassport
  | ProductPassport
  | StatedPassport
  | UnknownPassport
  | MalformedPassport
  | UnavailablePassport;
