import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { faultyProblem, notFound, Problem } from '../kernel/index.js';
import { Database, pageSizeMax } from '../platform/index.js';
import { invalidQuery } from './epcis.problems.js';
import { answerQuery, type EventPage } from './query/answer-query.js';
import { readEventQuery } from './query/event-query.js';

/** The query interface of EPCIS 2.0: events are found by what they say. */
@Injectable()
export class EpcisService {
  constructor(private readonly database: Database) {}

  /** Events that the actor's organisation may see. */
  async events(actor: Actor, parameters: Readonly<Record<string, unknown>>): Promise<EventPage> {
    const query = readEventQuery(parameters);
    if ('faults' in query) throw faultyProblem(invalidQuery, 'The query', query.faults);
    const reader = this.database.as({ organisationId: actor.organisationId });
    return answerQuery(query, { reader, beyond: this.database.as({ role: 'trace' }), actor });
  }

  /** The events of this eventID that the organisation may see, each with its declaration of error. */
  async event(actor: Actor, eventId: string): Promise<EventPage> {
    // A bar divides the ids of a query, and no URI holds one.
    const isId = eventId !== '' && !eventId.includes('|');
    const asked = { EQ_eventID: eventId, perPage: String(pageSizeMax) };
    const { events } = isId ? await this.events(actor, asked) : { events: [] };
    if (events.length === 0) throw new Problem(notFound, 'There is no event with this id.');
    return { events };
  }
}
