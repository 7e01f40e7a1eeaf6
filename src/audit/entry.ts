import { permissions, type Action } from '../access/index.js';

/** What is recorded besides the actions of the table of permissions. */
export const otherActions = [
  'sign-in',
  'sign-out',
  'join',
  'create-operator',
  'issue-key',
  'restore',
] as const;

export type AuditedAction = Action | (typeof otherActions)[number];

export const auditedActions = [...Object.keys(permissions), ...otherActions] as AuditedAction[];

/** Stands for the organisation where a credential was nobody's, or an act concerns them all. */
export const nobody = '00000000-0000-0000-0000-000000000000';

/** One request that somebody known sent, or one act of the operator. */
export interface AuditEntry {
  /** Of the request; it holds the time. */
  readonly id: string;
  readonly organisationId: string;
  readonly at: Date;
  /** Id of a key, `person/` or `invitation/` and an id, or `cli`. */
  readonly credential: string | null;
  readonly action: string;
  readonly method: string | null;
  readonly route: string | null;
  readonly subject: string | null;
  readonly status: number | null;
  readonly address: string | null;
  /** The party for whom it was sent, where that was a member of the organisation. */
  readonly onBehalfOf: string | null;
  /** The party that sent it for the organisation; whose credential it was is that party's own business. */
  readonly agent: string | null;
}
