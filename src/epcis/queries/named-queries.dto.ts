import { IsObject, IsString, Matches } from 'class-validator';
import type { NamedQuery } from './named-query.js';
import { queryName } from './named-query.js';

/** A query of events to keep under a name. */
export class CreateQueryRequest {
  /**
   * What it is called: letters, digits, `.`, `_`, `~` and `-`, at most 100. No other organisation is told it; it stands in
   * addresses, and so in the log of whoever runs the service.
   */
  @IsString()
  @Matches(queryName, {
    message: 'must be 1 to 100 letters, digits, ".", "_", "~" or "-", the first a letter or digit',
  })
  name!: string;

  /**
   * Parameters of `GET /epcis/events` with their values as JSON: texts, numbers, booleans and lists of them. All have to
   * hold. Names of extension fields have a prefix of EPCIS or the full IRI.
   */
  @IsObject()
  query!: Record<string, unknown>;
}

/** A query under a name. */
export class NamedQueryView {
  /** What it is called. */
  name!: string;
  /** Its parameters, as they were sent. */
  query!: Record<string, unknown>;
}

export function toNamedQueryView({ name, definition }: NamedQuery): NamedQueryView {
  return { name, query: definition };
}
