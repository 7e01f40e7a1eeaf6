import { Injectable } from '@nestjs/common';
import type { Actor, UserRole } from '../access/index.js';
import { notFound, Problem } from '../kernel/index.js';
import { Clock, Database, type Tx } from '../platform/index.js';
import { endInvitationsNamed } from './erasing.store.js';
import { endInvitationsOf } from './invitations.store.js';
import { refuseLastOwner } from './last-owner.js';
import {
  endPerson,
  lockPerson,
  selectNames,
  selectPeople,
  selectPerson,
  updateRole,
} from './people.store.js';
import type { Person } from './person.js';
import { deleteSessionsOf } from './sessions.store.js';

/** The people of an organisation: who they are, what they may, and that they leave. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(
    { organisationId }: Actor,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<Person[]> {
    return selectPeople(this.database.as({ organisationId }), organisationId, page);
  }

  async get({ organisationId }: Actor, id: string): Promise<Person> {
    const person = await selectPerson(this.database.as({ organisationId }), organisationId, id);
    if (person === undefined) throw nobody();
    return person;
  }

  /** Names by id: of the organisation's own people, and of nobody else. */
  async namesOf(
    { organisationId }: Actor,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const reader = this.database.as({ organisationId });
    const people = await selectNames(reader, organisationId, [...new Set(ids)]);
    return new Map(people.map(({ id, name }) => [id, name]));
  }

  /** Says what a person may do from the next request on. */
  async change(actor: Actor, id: string, role: UserRole): Promise<Person> {
    return this.with(actor, id, async (tx, person) => {
      if (role !== 'owner') await refuseLastOwner(tx, person);
      await updateRole(tx, id, role);
      return { ...person, role };
    });
  }

  /** Ends an account: the person is signed out everywhere at once, and no code of theirs holds. */
  async end(actor: Actor, id: string): Promise<void> {
    await this.with(actor, id, async (tx, person) => {
      await refuseLastOwner(tx, person);
      const now = new Date(this.clock.now());
      await endPerson(tx, id, now);
      await deleteSessionsOf(tx, id);
      await endInvitationsOf(tx, id, now);
      await endInvitationsNamed(tx, person, now);
    });
  }

  private async with<Result>(
    { organisationId }: Actor,
    id: string,
    work: (tx: Tx, person: Person) => Promise<Result>,
  ): Promise<Result> {
    return this.database.transaction(
      async (tx) => {
        const person = await lockPerson(tx, organisationId, id);
        if (person === undefined) throw nobody();
        return work(tx, person);
      },
      { organisationId },
    );
  }
}

function nobody(): Problem {
  return new Problem(notFound, 'There is no such person here.');
}
