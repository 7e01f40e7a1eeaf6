import { Injectable } from '@nestjs/common';
import { selectOverseen, type Actor } from '../access/index.js';
import { PeopleService, personIn } from '../people/index.js';
import { Database } from '../platform/index.js';
import { selectEntries, type EntryFilter, type EntryPosition } from './audit.store.js';
import type { AuditEntry } from './entry.js';

export interface NamedEntry {
  readonly entry: AuditEntry;
  /** Of the person, where it was one of the reader's own organisation. */
  readonly name: string | undefined;
}

/** Reading the audit. */
@Injectable()
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleService,
  ) {}

  /** Newest first; a regulator's are also those of the organisations that it oversees. */
  async list(
    actor: Actor,
    filter: EntryFilter,
    page: { readonly before: EntryPosition | undefined; readonly limit: number },
  ): Promise<NamedEntry[]> {
    const reader = this.database.as({ organisationId: actor.organisationId });
    const whose = await selectOverseen(reader, actor);
    const entries = await selectEntries(reader, whose, filter, page);
    const personIds = entries.flatMap(({ credential }) => personIn(credential) ?? []);
    const names = await this.people.namesOf(actor, personIds);
    return entries.map((entry) => ({ entry, name: names.get(personIn(entry.credential) ?? '') }));
  }
}
