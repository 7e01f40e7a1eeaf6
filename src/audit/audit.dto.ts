import { IsIn, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { parseMoment } from '../kernel/index.js';
import { IfGiven, IsMoment, PageQuery } from '../platform/index.js';
import type { EntryFilter } from './audit.store.js';
import type { NamedEntry } from './audit.service.js';
import { auditedActions, type AuditedAction } from './entry.js';

/** Which entries of the audit. All that is given has to hold. */
export class AuditQuery extends PageQuery {
  /** As an entry has it: id of a key, `person/` or `invitation/` and an id, or `cli`. */
  @IfGiven()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  credential?: string;

  /** What was done: an action of the table of permissions, or one of the others. */
  @IfGiven()
  @IsIn(auditedActions)
  action?: AuditedAction;

  /** Id or code of what it was about, as an entry has it. */
  @IfGiven()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  subject?: string;

  /** Our id of the party of a member: what was sent for it. */
  @IfGiven()
  @IsUUID()
  onBehalfOf?: string;

  /** Our id of the party of an agent: what it sent for your organisation. */
  @IfGiven()
  @IsUUID()
  agent?: string;

  /** RFC 3339: requests that began then or later. */
  @IfGiven()
  @IsMoment()
  from?: string;

  /** RFC 3339: requests that began earlier. */
  @IfGiven()
  @IsMoment()
  to?: string;
}

export function toEntryFilter({ from, to, ...filter }: AuditQuery): EntryFilter {
  const moment = (text: string | undefined) =>
    text === undefined ? undefined : new Date(parseMoment(text).instant);
  const { credential, action, subject, onBehalfOf, agent } = filter;
  return { credential, action, subject, onBehalfOf, agent, from: moment(from), to: moment(to) };
}

/** One request under a credential of your organisation, or one act of the operator on it. */
export class AuditEntryView {
  /** Id of the request, as in its `X-Request-Id`. */
  id!: string;
  /** When it began, RFC 3339 in UTC. */
  at!: string;
  /**
   * Id of a key, `person/` or `invitation/` and an id, or `cli`: the operator at the command line. Left out where an agent
   * sent it.
   */
  credential?: string;
  /** Our id of the party for whom it was sent, where that was a member of your organisation. */
  onBehalfOf?: string;
  /** Our id of the party that sent it for your organisation, by a mandate. */
  agent?: string;
  /** The name of the person, while they are known. */
  name?: string;
  /** What was done or tried: an action of the table of permissions, or one of the others. */
  action!: string;
  /** HTTP method; left out where it did not come over HTTP, as are the next two. */
  method?: string;
  /** Pattern of the address. */
  route?: string;
  /** HTTP status of the answer: below 400, it was done. */
  status?: number;
  /** Id or code of what it was about, as far as the address names it or the answer made it. */
  subject?: string;
  /** Network address that it came from. */
  address?: string;
}

export function toAuditEntryView({ entry, name }: NamedEntry): AuditEntryView {
  const { id, at, action, credential, method, route, status, subject, address } = entry;
  const { onBehalfOf, agent } = entry;
  const rest = { credential, onBehalfOf, agent, name, method, route, status, subject, address };
  const known = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined);
  return { id, at: at.toISOString(), action, ...Object.fromEntries(known) };
}
