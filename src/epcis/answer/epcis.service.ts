import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { selectSeenEvents } from '../../events/index.js';
import { faultyProblem, notFound, Problem } from '../../kernel/index.js';
import { Database, pageSizeMax } from '../../platform/index.js';
import { invalidQuery } from '../epcis.problems.js';
import { answerQuery, type EventPage } from '../query/answer-query.js';
import { askerOf } from '../query/asker.js';
import { readEventQuery, type AtAddress } from '../query/event-query.js';

/** The query interface of EPCIS 2.0: events are found by what they say. */
@Injectable()
export class EpcisService {
  constructor(private readonly database: Database) {}

  /** Events that the actor's organisation may see, of all or of those at an address. */
  async events(
    actor: Actor,
    parameters: Readonly<Record<string, unknown>>,
    within?: AtAddress,
  ): Promise<EventPage> {
    const query = readEventQuery(parameters, within);
    if ('faults' in query) throw faultyProblem(invalidQuery, 'The query', query.faults);
    return answerQuery(query, askerOf(this.database, actor));
  }

  /** The events of this eventID that the organisation may see, each with its declaration of error. */
  async event(actor: Actor, eventId: string): Promise<EventPage> {
    const events = await selectSeenEvents(askerOf(this.database, actor).reader, actor, {
      ...{ conditions: [{ kind: 'eventID', values: [eventId] }], history: true },
      ...{ after: undefined, limit: pageSizeMax },
    });
    if (events.length === 0) throw new Problem(notFound, 'There is no event with this id.');
    return { events };
  }
}
