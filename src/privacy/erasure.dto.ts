import type { Erasure, ErasedRecord } from './erasure.service.js';

/** What became of one class of records of a person. */
export class ErasedRecordView {
  /** Which class: `account` is name, login and password; `invitations` are codes to join or for a new password; `addresses` are those of requests. */
  record!: ErasedRecord['record'];
  /** `made-nameless`: only the id, the role and times are left of it. */
  outcome!: ErasedRecord['outcome'];
  /** How many there were; left out where they are not counted. */
  count?: number;
  /** Of what is kept: when the last of it goes, RFC 3339 in UTC; left out where it never does. */
  until?: string;
  /** Of what is kept: the law that asks for it, for a time at least; left out where none does. */
  ground?: string;
}

/** What became of all that was held about a person. */
export class ErasureView {
  /** Our id of the person, which events and the audit go on to name. */
  personId!: string;
  /** When they were erased, RFC 3339 in UTC. */
  erasedAt!: string;
  /** Every class of records. */
  records!: ErasedRecordView[];
}

export function toErasureView({ personId, erasedAt, records }: Erasure): ErasureView {
  return {
    personId,
    erasedAt: erasedAt.toISOString(),
    records: records.map(({ record, outcome, count, until, ground }) => ({
      ...{ record, outcome },
      ...(count !== undefined && { count }),
      ...(until && { until: until.toISOString() }),
      ...(ground !== undefined && { ground }),
    })),
  };
}
