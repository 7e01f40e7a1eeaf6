import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import {
  selectSeenEvents,
  type Captured,
  type EpcisEvent,
  type SeenEvent,
  type ThingFilter,
} from '../events/index.js';
import { parseIdentifier } from '../identifiers/index.js';
import { faultyProblem, Problem, type Fault } from '../kernel/index.js';
import { Clock, Database, stepByStep } from '../platform/index.js';
import { selectBatchIds } from './batch-names.store.js';
import type { CaptureRule } from './capture-rules.js';
import { eventsMax, hasTooManyEvents, hasTooManyThings, thingsMax } from './capture-limits.js';
import { captureDocumentReading } from './document.js';
import { documentTooLong, invalidDocument, invalidQuery } from './epcis.problems.js';
import { pageToken, readEventQuery } from './event-query.js';
import { numberLostIn } from './exact-json.js';
import { GatheredCaptures } from './gathered-captures.service.js';

/** A body as it came: its value, and the text that still has every digit. */
export interface SentDocument {
  readonly json: unknown;
  readonly text: string;
}

/** A page of events, newest first. */
export interface EventPage {
  readonly events: readonly SeenEvent[];
  /** Asks for the page after this one; absent on the last. */
  readonly nextPageToken?: string;
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

function tooLong(what: string): Problem {
  return new Problem(documentTooLong, `The document holds ${what}; send it in parts.`);
}

function lostNumber({ literal, offset }: { literal: string; offset: number }): Fault {
  const detail = `the number ${literal.slice(0, 40)} at character ${offset} has more digits than JSON readers keep; shorten it or send it as text`;
  return { pointer: '', detail, rule: 'format.number' satisfies CaptureRule };
}
