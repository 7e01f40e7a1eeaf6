import { Injectable } from '@nestjs/common';
import { notFound, Problem } from '../kernel/index.js';
import { Clock, Database } from '../platform/index.js';
import { ownAccess } from './access.problems.js';
import { updateEnded, type Organisation } from './access.store.js';
import type { Actor } from './actor.js';
import { Recognition } from './recognition.js';

/** Whether an organisation is let in at all: with its keys, its devices and its people. What it recorded stays. */
@Injectable()
export class OrganisationAccessService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly recognition: Recognition,
  ) {}

  /**
   * Ends the access of an organisation: refused within a second, as a rule at once. Given back, all that did not end by itself
   * meanwhile holds again.
   */
  async change(actor: Actor, id: string, isEnded: boolean): Promise<Organisation> {
    if (id === actor.organisationId) throw own();
    const endedAt = isEnded ? new Date(this.clock.now()) : null;
    // An operator's alone, and of others' organisations: beyond what row security shows it.
    const changed = await this.database.transaction((tx) => updateEnded(tx, id, endedAt), {
      role: 'fold',
    });
    if (changed === undefined) throw new Problem(notFound, 'There is no such organisation.');
    this.recognition.forgetAll();
    return changed;
  }
}

/** The last operator cannot lock itself out by a slip. */
function own(): Problem {
  return new Problem(ownAccess, 'Let another operator end the access of your organisation.');
}
