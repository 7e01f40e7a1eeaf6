import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import type { Captured, EpcisEvent, Outcome } from '../../events/index.js';
import { faultyProblem, notFound, present, Problem } from '../../kernel/index.js';
import { Clock, Database, Random, stepByStep } from '../../platform/index.js';
import {
  errorOf,
  eventProblem,
  type CaptureJob,
  type CaptureTerms,
  type EventError,
} from './capture-job.js';
import { refuseTooManyThings } from './capture-limits.js';
import { selectJob, selectJobs } from './captures.store.js';
import {
  eachEventReading,
  wholeReading,
  type GoodDocument,
  type ReadEvent,
} from './read-document.js';
import { eventStored, invalidDocument } from '../epcis.problems.js';
import { GatheredCaptures } from './gathered-captures.service.js';
import type { ProfileName } from '../rules/profiles.js';
import type { OpenDocument, PlaceOf } from '../json/open-document.js';
import { openSent, type SentDocument } from './sent-document.js';

/** A document that was taken, under the id of its job. */
export interface TakenDocument {
  readonly captureId: string;
  /** What was stored, in the order of the document. */
  readonly captured: readonly Captured[];
}

/** The capture interface of EPCIS 2.0: what is sent is stored before it is answered, as facts. */
@Injectable()
export class CapturesService {
  constructor(
    private readonly database: Database,
    private readonly captures: GatheredCaptures,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Captures the events of a document: all of them or none, or those that are good. */
  async capture(actor: Actor, sent: SentDocument, terms: CaptureTerms): Promise<TakenDocument> {
    const { behaviour } = terms;
    const begun = { id: this.random.uuid(), createdAt: this.now(), behaviour };
    const { events: each, masterData } = await this.read(sent, terms);
    const good = each.filter(({ event }) => event !== undefined);
    const outcomes = await this.captures.capture(actor, {
      events: eventsOf(each),
      sent: each.length,
      masterData,
      proceeds: behaviour === 'proceed',
      jobOf: (found) => ({ ...begun, finishedAt: this.now(), errors: errorsOf(each, found) }),
      placed: (refusal, index) => within(good[index]?.placeOf, refusal),
    });
    return { captureId: begun.id, captured: outcomes.filter(isCaptured) };
  }

  /** Captures one event that is not stored yet. */
  async captureOne(
    actor: Actor,
    sent: SentDocument,
    { profiles }: Pick<CaptureTerms, 'profiles'>,
  ): Promise<Captured> {
    const opened = await this.open(sent, profiles);
    if (!opened.isAlone) throw notOneEvent();
    const document = await stepByStep(wholeReading(opened));
    if ('faults' in document) throw eventProblem(document.faults);
    const events = eventsOf(document.events);
    refuseTooManyThings(events);
    const [outcome] = await this.captures.capture(actor, {
      events,
      placed: (refusal) => within(document.events[0]?.placeOf, refusal),
    });
    if (outcome instanceof Problem) throw outcome;
    const captured = present(outcome, 'an answer for the event');
    if (captured.repeated) throw storedAlready(captured);
    return captured;
  }

  /** The organisation's jobs, newest first. */
  async jobs(
    { organisationId }: Actor,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<{ readonly jobs: readonly CaptureJob[]; readonly isLast: boolean }> {
    const reader = this.database.as({ organisationId });
    return selectJobs(reader, organisationId, { ...page, now: this.now() });
  }

  async job({ organisationId }: Actor, id: string): Promise<CaptureJob> {
    const reader = this.database.as({ organisationId });
    const job = await selectJob(reader, organisationId, { id, now: this.now() });
    if (job === undefined) throw new Problem(notFound, 'There is nothing with this id.');
    return job;
  }

  private async read(
    sent: SentDocument,
    { behaviour, profiles }: CaptureTerms,
  ): Promise<GoodDocument> {
    const opened = await this.open(sent, profiles);
    const reading = behaviour === 'proceed' ? eachEventReading : wholeReading;
    const document = await stepByStep(reading(opened));
    if ('faults' in document) throw faultyProblem(invalidDocument, 'The document', document.faults);
    refuseTooManyThings(eventsOf(document.events), document.masterData);
    return document;
  }

  private open(sent: SentDocument, profiles: readonly ProfileName[]): Promise<OpenDocument> {
    return openSent(sent, { now: this.clock.now(), profiles });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

function eventsOf(events: readonly ReadEvent[]): readonly EpcisEvent[] {
  return events.flatMap(({ event }) => event ?? []);
}

/** The errors of a document in its order; `outcomes` are those of its good events. */
function errorsOf(each: readonly ReadEvent[], outcomes: readonly Outcome[]): readonly EventError[] {
  const ofGood = outcomes.values();
  return each.flatMap(({ placeOf, error }) => {
    if (error !== undefined) return error;
    const outcome = ofGood.next().value;
    return outcome instanceof Problem ? errorOf(outcome, placeOf('')) : [];
  });
}

/** A refusal of capture points into the event alone. */
function within(
  placeOf: PlaceOf = (pointer) => pointer,
  { kind, message, errors, members }: Problem,
): Problem {
  const faults = errors.map((fault) => ({ ...fault, pointer: placeOf(fault.pointer) }));
  return new Problem(kind, message, faults, members);
}

function isCaptured(outcome: Outcome): outcome is Captured {
  return !(outcome instanceof Problem);
}

function notOneEvent(): Problem {
  const detail =
    'is a document; send it to /epcis/capture, or one event of it alone, in JSON with its own @context';
  return eventProblem([{ pointer: '', detail }]);
}

function storedAlready({ id, eventId }: Captured): Problem {
  const detail = `The event ${eventId} is stored already, with the same content. There is nothing to do.`;
  return new Problem(eventStored, detail, [], { id, eventId });
}
