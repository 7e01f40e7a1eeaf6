import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { faultyRequest, Problem } from '../kernel/index.js';
import { appendFeed } from '../log/index.js';
import { CompanyPrefixesService } from '../parties/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { ssccsExhausted } from './codes.problems.js';
import { serialIn, serialsOf, type SsccStretch } from './sscc.js';
import { countTaken, selectTaken, takeSerials } from './ssccs.store.js';

export interface WantedSsccs {
  readonly count: number;
  readonly extensionDigit: number;
  /** Needed where the organisation has several. */
  readonly prefix?: string | undefined;
}

/** Gives out SSCCs of an organisation's own company prefix, each once. What is done with them is an event's to say. */
@Injectable()
export class SsccsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly prefixes: CompanyPrefixesService,
  ) {}

  async allocate(actor: Actor, wanted: WantedSsccs): Promise<SsccStretch> {
    const { organisationId } = actor;
    const prefix = await this.prefixFor(actor, wanted.prefix);
    const { count, extensionDigit } = wanted;
    const stretch = { prefix, extensionDigit, count };
    return this.database.transaction(
      async (tx) => {
        const first = await takeSerials(tx, { ...stretch, organisationId });
        if (first === undefined) throw await exhausted(tx, stretch);
        const row = { id: this.random.uuid(), organisationId, kind: 'ssccs-allocated' };
        const payload = { extensionDigit, first, count };
        const recordedAt = new Date(this.clock.now());
        appendFeed(tx, [{ ...row, subject: prefix, payload, recordedAt }]);
        return { ...stretch, first };
      },
      { organisationId },
    );
  }

  /** Whether this SSCC was given out to the actor's organisation, whatever was done with it since. */
  async isAllocated({ organisationId }: Actor, sscc: string): Promise<boolean> {
    if (!/^\d{18}$/.test(sscc)) return false;
    const reader = this.database.as({ organisationId });
    const taken = await selectTaken(reader, organisationId, Number(sscc[0]));
    return taken.some(({ prefix, next }) => (serialIn(sscc, prefix) ?? next) < next);
  }

  private async prefixFor(actor: Actor, named: string | undefined): Promise<string> {
    const own = (await this.prefixes.list(actor)).map(({ prefix }) => prefix);
    const [first] = own;
    if (first === undefined)
      throw faulty('no SSCC is made up: register your GS1 company prefix first');
    if (named === undefined && own.length > 1) throw faulty('is needed: you have several prefixes');
    if (named !== undefined && !own.includes(named)) {
      throw faulty('is no prefix of yours; `GET /api/v1/company-prefixes` lists them');
    }
    return named ?? first;
  }
}

function faulty(detail: string): Problem {
  return faultyRequest([{ pointer: '/prefix', detail }]);
}

async function exhausted(tx: Tx, stretch: Omit<SsccStretch, 'first'>): Promise<Problem> {
  const { prefix, extensionDigit } = stretch;
  const left = serialsOf(prefix) - (await countTaken(tx, stretch));
  return new Problem(
    ssccsExhausted,
    `${prefix} has ${left} SSCCs left with the extension digit ${extensionDigit}; take another digit.`,
  );
}
