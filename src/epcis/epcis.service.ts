import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { selectSeenEvents, type SeenEvent, type ThingFilter } from '../events/index.js';
import { parseIdentifier } from '../identifiers/index.js';
import { faultyProblem, notFound, Problem } from '../kernel/index.js';
import { Database, pageSizeMax } from '../platform/index.js';
import { selectBatchIds } from './batch-names.store.js';
import { invalidQuery } from './epcis.problems.js';
import { pageToken, readEventQuery } from './event-query.js';

/** A page of events, newest first. */
export interface EventPage {
  readonly events: readonly SeenEvent[];
  /** Asks for the page after this one; absent on the last. */
  readonly nextPageToken?: string;
}

/** The query interface of EPCIS 2.0: events are found by what they name. */
@Injectable()
export class EpcisService {
  constructor(private readonly database: Database) {}

  /** Events that the actor's organisation may see. */
  async events(actor: Actor, parameters: Readonly<Record<string, unknown>>): Promise<EventPage> {
    const query = readEventQuery(parameters);
    if ('faults' in query) throw faultyProblem(invalidQuery, 'The query', query.faults);
    const { perPage, things, ...rest } = query;
    const { organisationId } = actor;
    const rows = await selectSeenEvents(this.database.as({ organisationId }), actor, {
      ...rest,
      things: await Promise.all(things.map((thing) => this.withBatches(thing))),
      limit: perPage + 1,
    });
    const events = rows.slice(0, perPage);
    const last = events.at(-1);
    if (rows.length === events.length || last === undefined) return { events };
    return { events, nextPageToken: pageToken({ at: last.at.toISOString(), ref: last.id }) };
  }

  /** The events of this eventID that the organisation may see, each with its declaration of error. */
  async event(actor: Actor, eventId: string): Promise<EventPage> {
    const { organisationId } = actor;
    const events = await selectSeenEvents(this.database.as({ organisationId }), actor, {
      ...{ eventIds: [eventId], things: [], before: undefined, limit: pageSizeMax },
    });
    if (events.length === 0) throw new Problem(notFound, 'There is no event with this id.');
    return { events };
  }

  /** One batch may be called by its GTIN and number or by its code; either finds the events of both. */
  private async withBatches(thing: Omit<ThingFilter, 'batchIds'>): Promise<ThingFilter> {
    if (thing.isClass !== true) return { ...thing, batchIds: [] };
    const parts = thing.keys.map((key) => parseIdentifier(key).parts);
    const numbered = parts.flatMap(({ gtin, batch }) =>
      gtin === undefined || batch === undefined ? [] : [{ gtin, batch }],
    );
    const batchIds = await selectBatchIds(this.database.as({ role: 'trace' }), {
      codes: parts.flatMap(({ code }) => code ?? []),
      gtins: numbered.map(({ gtin }) => gtin),
      numbers: numbered.map(({ batch }) => batch),
    });
    return { ...thing, batchIds };
  }
}
