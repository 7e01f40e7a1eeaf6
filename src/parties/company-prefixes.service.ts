import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { Clock, Database, Random } from '../platform/index.js';
import { prefixesMax, type CompanyPrefix } from './company-prefix.js';
import { insertPrefix, selectOwnPrefixes } from './company-prefixes.store.js';
import { prefixTaken, tooManyPrefixes } from './parties.problems.js';

/**
 * Which GS1 company prefix is whose. Nobody proves it: it is whose organisation said so first, and no other one gets a prefix
 * that would make the same keys.
 */
@Injectable()
export class CompanyPrefixesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Registering one's own prefix again answers it as it is. */
  async register({ organisationId }: Actor, prefix: string): Promise<CompanyPrefix> {
    const registeredAt = new Date(this.clock.now());
    return this.database.transaction(
      async (tx) => {
        const own = await selectOwnPrefixes(tx, organisationId);
        const known = own.find((each) => each.prefix === prefix);
        if (known !== undefined) return known;
        if (own.length >= prefixesMax) throw tooMany();
        const registered = { prefix, organisationId, registeredAt };
        if (!(await insertPrefix(tx, registered))) throw taken();
        const row = { id: this.random.uuid(), organisationId, recordedAt: registeredAt };
        const told = { kind: 'company-prefix-registered', subject: prefix, payload: {} };
        appendFeed(tx, [{ ...row, ...told }]);
        return registered;
      },
      { organisationId },
    );
  }

  /** One's own, oldest first. */
  async list({ organisationId }: Actor): Promise<CompanyPrefix[]> {
    return selectOwnPrefixes(this.database.as({ organisationId }), organisationId);
  }
}

function taken(): Problem {
  return new Problem(
    prefixTaken,
    'A registered prefix begins with these digits, or is the beginning of them: both would make the same keys.',
  );
}

function tooMany(): Problem {
  return new Problem(tooManyPrefixes, `An organisation has at most ${prefixesMax} prefixes.`);
}
