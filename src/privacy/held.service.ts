import { Injectable } from '@nestjs/common';
import { selectMadeBy, type Actor, type MadeMachine } from '../access/index.js';
import { selectEntries, type AuditEntry } from '../audit/index.js';
import { notFound, Problem } from '../kernel/index.js';
import { selectHeld, type HeldOfPeople } from '../people/index.js';
import { Database } from '../platform/index.js';

/** All that is held about a person of an organisation; what they did, one page of it. */
export interface Held extends HeldOfPeople {
  readonly machines: readonly MadeMachine[];
  /** Newest first, one more than the page has where there are more. */
  readonly entries: readonly AuditEntry[];
}

/** Which page of what they did. */
export interface EntriesPage {
  readonly before: string | undefined;
  readonly limit: number;
}

/** Telling what is held about a person. */
@Injectable()
export class HeldService {
  constructor(private readonly database: Database) {}

  async of({ organisationId }: Actor, id: string, page: EntriesPage): Promise<Held> {
    const reader = this.database.as({ organisationId });
    const held = await selectHeld(reader, organisationId, id);
    if (held === undefined) throw new Problem(notFound, 'There is no such person here.');
    const credential = `person/${id}`;
    const before = page.before === undefined ? undefined : { id: page.before, organisationId };
    const { limit } = page;
    return {
      ...held,
      machines: await selectMadeBy(reader, organisationId, credential),
      entries: await selectEntries(reader, [organisationId], { credential }, { before, limit }),
    };
  }
}
