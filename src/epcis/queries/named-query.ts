import { notFound, Problem } from '../../kernel/index.js';
import type { Definition } from './definition.js';

/** A query of events under a name that its organisation gave it. */
export interface NamedQuery {
  readonly name: string;
  readonly definition: Definition;
  readonly createdAt: Date;
}

/** Queries of one organisation: a program that makes them without end is stopped there. */
export const namedQueriesMax = 100;

/** The refusal of a name under which an organisation has none. */
export function unknownQuery(): Problem {
  return new Problem(notFound, 'You have no query of this name.');
}

/** Names stand in addresses, so they are of what needs no encoding there. */
export const queryName = /^[A-Za-z0-9][\w.~-]{0,99}$/;
