import { faultyProblem, parseMoment, type Fault } from '../../kernel/index.js';
import type { OutgoingWhy } from '../../platform/index.js';
import type { EpcFormat } from '../answer/epc-format.js';
import { invalidSubscription } from '../epcis.problems.js';
import type { Definition } from '../queries/definition.js';
import { scheduleFaults, type Schedule } from './schedule.js';
import { secretLength } from './signature.js';

/** What a client asks for. */
export interface Wanted {
  readonly dest: string;
  readonly signatureToken?: string | undefined;
  readonly stream?: boolean | undefined;
  readonly schedule?: Schedule | undefined;
  readonly reportIfEmpty?: boolean | undefined;
  readonly initialRecordTime?: string | undefined;
  readonly epcFormat: EpcFormat;
}

/** Refuses what could never be done as it is asked for. */
export function checkWanted(
  asked: Wanted,
  by: { readonly now: number; readonly refusalOf: (address: string) => OutgoingWhy | undefined },
): void {
  const faults = [
    ...destinationFaults(by.refusalOf(asked.dest)),
    ...secretFaults(asked.signatureToken),
    ...timingFaults(asked, by.now),
  ];
  if (faults.length > 0) throw refusal(faults);
}

/** Refuses a query that tells only some of what it finds: which ones is settled when it is asked, not when events come. */
export function checkQuery(definition: Definition): void {
  const limits = ['eventCountLimit', 'maxEventCount'].filter((name) => name in definition);
  if (limits.length === 0) return;
  const detail = `names a query with ${limits.join(' and ')}; subscribe to one without`;
  throw refusal([{ pointer: '', detail }]);
}

export function tooManyEarlier(most: number): Error {
  const detail = `is followed by more than ${most} events that match; read them from the query, and give a later time`;
  return refusal([{ pointer: '/initialRecordTime', detail }]);
}

const whyNot: Readonly<Record<OutgoingWhy, string>> = {
  malformed: 'must be an address such as https://hooks.example/epcis',
  'not-https': 'must begin with https://',
  'with-credentials': 'must not hold a name and a password; messages are signed instead',
  'not-public': 'must lead to the internet; ask the operator to allow an address within',
  unanswered: 'does not answer',
  late: 'does not answer',
  'too-long': 'does not answer',
};

function destinationFaults(why: OutgoingWhy | undefined): Fault[] {
  return why === undefined ? [] : [{ pointer: '/dest', detail: whyNot[why] }];
}

function secretFaults(secret: string | undefined): Fault[] {
  if (secret === undefined) return [];
  const fault = (detail: string) => [{ pointer: '/signatureToken', detail }];
  const { min, max } = secretLength;
  if (!/^[\x21-\x7e]+$/.test(secret) || secret.length < min || secret.length > max) {
    return fault(`must be ${min} to ${max} visible ASCII characters`);
  }
  const [, encoded] = /^whsec_(.*)$/.exec(secret) ?? [];
  if (encoded === undefined) return [];
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length >= min && bytes.length <= 64 && bytes.toString('base64') === encoded) return [];
  return fault(`must have base64 of ${min} to 64 bytes after whsec_`);
}

/** When to report, and from when on. */
export type Timing = Pick<Wanted, 'stream' | 'schedule' | 'reportIfEmpty' | 'initialRecordTime'>;

export function timingFaults(timing: Timing, now: number): Fault[] {
  return [...momentFaults(timing, now), ...startFaults(timing.initialRecordTime, now)];
}

function momentFaults({ stream, schedule, reportIfEmpty }: Timing, now: number): Fault[] {
  if (stream === true && schedule !== undefined) {
    return [
      { pointer: '/schedule', detail: 'and stream exclude each other; leave one of them out' },
    ];
  }
  if (schedule === undefined) {
    if (stream !== true) {
      const detail = 'must be true, or give a schedule: else nobody knows when to report';
      return [{ pointer: '/stream', detail }];
    }
    const detail = 'goes with a schedule; a stream reports what there is';
    return reportIfEmpty === true ? [{ pointer: '/reportIfEmpty', detail }] : [];
  }
  const faults = scheduleFaults(schedule, now);
  return faults.map((fault) => ({ ...fault, pointer: `/schedule${fault.pointer}` }));
}

function startFaults(initialRecordTime: string | undefined, now: number): Fault[] {
  if (initialRecordTime === undefined || parseMoment(initialRecordTime).instant <= now) return [];
  return [{ pointer: '/initialRecordTime', detail: 'must not be in the future' }];
}

function refusal(faults: readonly Fault[]) {
  return faultyProblem(invalidSubscription, 'The subscription', faults);
}
