import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { selectExtent } from '../audit/index.js';
import { eraseTries, lockForErasure, type ErasedAccount } from '../people/index.js';
import { Clock, Database, type Tx } from '../platform/index.js';
import { RulePacks } from '../rules/index.js';
import { recordsGround } from './batch-records.js';
import { eraseWhole } from './erasing.js';
import { groundOf, keptUntil } from './record-classes.js';

/** What became of one class of records of a person. */
export interface ErasedRecord {
  readonly record: RecordClass;
  readonly outcome: 'deleted' | 'made-nameless' | 'kept';
  /** How many there were; left out where they are not counted. */
  readonly count?: number;
  /** Of what is kept: when the last of it goes; left out where it never does. */
  readonly until?: Date;
  /** Of what is kept: where it stands that it is. */
  readonly ground?: string;
}

type RecordClass =
  | ('account' | 'sessions' | 'invitations' | 'sign-in-tries' | 'addresses')
  | ('audit-entries' | 'events' | 'keys-and-devices');

export interface Erasure {
  readonly personId: string;
  readonly erasedAt: Date;
  readonly records: readonly ErasedRecord[];
}

/** Erasing a person of an organisation. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: RulePacks,
  ) {}

  /** In one transaction. Somebody who was erased before is so still: the report then finds nothing more to take. */
  async erase({ organisationId }: Pick<Actor, 'organisationId'>, id: string): Promise<Erasure> {
    return this.database.transaction((tx) => this.eraseIn(tx, organisationId, id), {
      organisationId,
    });
  }

  private async eraseIn(tx: Tx, organisationId: string, id: string): Promise<Erasure> {
    const person = await lockForErasure(tx, organisationId, id);
    const under = { organisationId, credential: `person/${id}` };
    const { account, addresses } = await eraseWhole(tx, person, new Date(this.clock.now()));
    const entries = await selectExtent(tx, under);
    await eraseTries(tx, person.login);
    const records = [...taken(account, addresses), ...this.kept(entries)];
    return { personId: id, erasedAt: account.erasedAt, records };
  }

  private kept(entries: {
    readonly count: number;
    readonly newestAt: Date | null;
  }): ErasedRecord[] {
    const now = this.clock.now();
    const from = entries.newestAt;
    const until =
      from === null ? undefined : keptUntil(this.rules, 'keep-audit-entries', { from, now });
    const ground = groundOf(this.rules, 'keep-audit-entries', now);
    const ofGoods = recordsGround(this.rules, now);
    return [
      {
        ...{ record: 'audit-entries', outcome: 'kept', count: entries.count },
        ...(until && { until }),
        ...(ground !== undefined && { ground }),
      },
      { record: 'events', outcome: 'kept', ...(ofGoods !== undefined && { ground: ofGoods }) },
      { record: 'keys-and-devices', outcome: 'kept' },
    ];
  }
}

function taken(account: ErasedAccount, addresses: number): ErasedRecord[] {
  return [
    { record: 'account', outcome: 'made-nameless', count: account.wasNamed ? 1 : 0 },
    { record: 'sessions', outcome: 'deleted', count: account.sessions },
    { record: 'invitations', outcome: 'deleted', count: account.invitations },
    { record: 'sign-in-tries', outcome: 'deleted' },
    { record: 'addresses', outcome: 'deleted', count: addresses },
  ];
}
