import { faultyProblem, Problem, type Fault } from '../../kernel/index.js';
import { invalidEvent, invalidHeader } from '../epcis.problems.js';
import { isProfileName, profiles, type ProfileName } from '../rules/profiles.js';

/** Days that a job can be looked up. */
export const jobDays = 30;

/** Faults of one event that a job tells: a document may have a thousand such events, and each job is kept. */
export const faultsOfEventMax = 5;

/** What becomes of a document with a bad event: nothing is stored, or the others are. */
export type ErrorBehaviour = 'rollback' | 'proceed';

/** What became of a document, for whoever asks later. */
export interface CaptureJob {
  readonly id: string;
  readonly createdAt: Date;
  readonly finishedAt: Date;
  readonly behaviour: ErrorBehaviour;
  /** One for each event that was not stored, in the order of the document. */
  readonly errors: readonly EventError[];
}

/** Why an event was not stored: the members of a problem (RFC 9457), pointing into the document. */
export interface EventError {
  readonly code: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly eventId?: string;
  readonly errors: readonly Fault[];
}

export const behaviourHeader = 'GS1-Capture-Error-Behaviour';

export function behaviourOf(header: string | undefined): ErrorBehaviour {
  if (header === undefined) return 'rollback';
  if (header === 'rollback' || header === 'proceed') return header;
  throw new Problem(invalidHeader, `${behaviourHeader} must be rollback or proceed.`);
}

/** What is asked of the capture of a document besides what EPCIS asks. */
export interface CaptureTerms {
  readonly behaviour: ErrorBehaviour;
  readonly profiles: readonly ProfileName[];
}

export const profileHeader = 'Furrow-Profile';

/** Sectors whose rules the events have to keep, too: names divided by commas. */
export function profilesOf(header: string | undefined): readonly ProfileName[] {
  const names = header?.split(',').map((name) => name.trim()) ?? [];
  return names.map((name) => {
    if (isProfileName(name)) return name;
    const known = Object.keys(profiles).join(', ');
    throw new Problem(invalidHeader, `${profileHeader} must be among ${known}, or be left out.`);
  });
}

/** The refusal of an event for its faults. */
export function eventProblem(faults: readonly Fault[]): Problem {
  return faultyProblem(invalidEvent, 'The event', faults);
}

/** What is kept of the refusal of the event at `pointer`; the faults of the problem point into the document. */
export function errorOf({ kind, message, errors, members }: Problem, pointer: string): EventError {
  const { code, title, status } = kind;
  const { eventId } = members;
  return {
    ...{ code, title, status, detail: shortened(message) },
    ...(typeof eventId === 'string' && { eventId: shortened(eventId) }),
    errors: errors.slice(0, faultsOfEventMax).map((fault) => ({
      pointer: fault.pointer.length > textMax ? pointer : fault.pointer,
      detail: shortened(fault.detail),
      ...(fault.rule !== undefined && { rule: fault.rule }),
    })),
  };
}

/** Characters of a text of a job: a fault may quote what was sent, which may be long. */
export const textMax = 500;

/** Never cut between the halves of a surrogate pair: the database keeps no half. */
function shortened(text: string): string {
  if (text.length <= textMax) return text;
  return `${text.slice(0, textMax).replace(/[\ud800-\udbff]$/, '')}…`;
}
