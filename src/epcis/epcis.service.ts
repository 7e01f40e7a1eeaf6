import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { type Captured, type EpcisEvent } from '../events/index.js';
import { faultyProblem, Problem, type Fault } from '../kernel/index.js';
import { Clock, Database, stepByStep } from '../platform/index.js';
import type { CaptureRule } from './capture-rules.js';
import { eventsMax, hasTooManyEvents, hasTooManyThings, thingsMax } from './capture-limits.js';
import { captureDocumentReading } from './document.js';
import { documentTooLong, invalidDocument, invalidQuery } from './epcis.problems.js';
import { numberLostIn } from './exact-json.js';
import { GatheredCaptures } from './gathered-captures.service.js';
import { answerQuery, type EventPage } from './query/answer-query.js';
import { readEventQuery } from './query/event-query.js';

/** A body as it came: its value, and the text that still has every digit. */
export interface SentDocument {
  readonly json: unknown;
  readonly text: string;
}

/** EPCIS 2.0 in and out: documents are captured as facts, and events found by what they name. */
@Injectable()
export class EpcisService {
  constructor(
    private readonly database: Database,
    private readonly captures: GatheredCaptures,
    private readonly clock: Clock,
  ) {}

  /** Captures all events of a document, or refuses it whole. Answers in the order of the document. */
  async capture(actor: Actor, sent: SentDocument): Promise<readonly Captured[]> {
    return this.captures.capture(actor, await this.eventsOf(sent));
  }

  /** Events that the actor's organisation may see. */
  async events(actor: Actor, parameters: Readonly<Record<string, unknown>>): Promise<EventPage> {
    const query = readEventQuery(parameters);
    if ('faults' in query) throw faultyProblem(invalidQuery, 'The query', query.faults);
    const reader = this.database.as({ organisationId: actor.organisationId });
    return answerQuery(query, { reader, beyond: this.database.as({ role: 'trace' }), actor });
  }

  private async eventsOf({ json, text }: SentDocument): Promise<readonly EpcisEvent[]> {
    if (hasTooManyEvents(json)) throw tooLong(`more than ${eventsMax} events`);
    const lost = numberLostIn(text);
    if (lost !== undefined)
      throw faultyProblem(invalidDocument, 'The document', [lostNumber(lost)]);
    const document = await stepByStep(captureDocumentReading(json, this.clock.now()));
    if ('faults' in document) throw faultyProblem(invalidDocument, 'The document', document.faults);
    if (hasTooManyThings(document.events)) throw tooLong(`more than ${thingsMax} things`);
    return document.events;
  }
}

function tooLong(what: string): Problem {
  return new Problem(documentTooLong, `The document holds ${what}; send it in parts.`);
}

function lostNumber({ literal, offset }: { literal: string; offset: number }): Fault {
  const detail = `the number ${literal.slice(0, 40)} at character ${offset} has more digits than JSON readers keep; shorten it or send it as text`;
  return { pointer: '', detail, rule: 'format.number' satisfies CaptureRule };
}
