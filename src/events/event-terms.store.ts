import { Problem } from '../kernel/index.js';
import { rowSets, stepByStep, writingRows, type Tx } from '../platform/index.js';
import type { EpcisEvent } from './epcis-event.js';
import { eventsTooWide } from './events.problems.js';
import { termKey, termsOf, type Term } from './event-terms.js';

/** A word of an event, for an organisation that may know it. */
export interface StoredTerm {
  readonly organisationId: string;
  readonly term: string;
  readonly at: Date;
  readonly eventRef: string;
  readonly low: string | null;
  readonly high: string | null;
}

/** As much of a stored event as its terms follow from. */
interface Termed {
  readonly organisationId: string;
  readonly id: string;
  readonly at: Date;
  readonly viewers: readonly string[];
  readonly event: EpcisEvent;
}

/** Rows of one capture: words of its events, each once for everybody who may know it. */
export const termRowsMax = 300_000;

/** Makes the rows of events, at most so many; keys of words that many of them have are worked out once. */
export function termRowsMaker(rowsMax: number): (event: Termed) => StoredTerm[] {
  const keys = new Map<string, string>();
  let made = 0;
  const keyOf = (word: string): string => {
    const known = keys.get(word) ?? termKey(word);
    keys.set(word, known);
    return known;
  };
  return ({ organisationId, id, at, viewers, event }) => {
    const { shared, own } = termsOf(event);
    made += shared.length * viewers.length + own.length;
    if (made > rowsMax) throw tooWide();
    const rowOf = (viewer: string, { word, low, high }: Term): StoredTerm => ({
      ...{ organisationId: viewer, term: keyOf(word), at, eventRef: id },
      low: low ?? null,
      high: high ?? null,
    });
    return [
      ...viewers.flatMap((viewer) => shared.map((term) => rowOf(viewer, term))),
      ...own.map((term) => rowOf(organisationId, term)),
    ];
  };
}

function tooWide(): Problem {
  const detail = `The events together have more than ${termRowsMax} words for their partners to find them by; send them in parts.`;
  return new Problem(eventsTooWide, detail);
}

/** Repeats are passed over: terms follow from their event, so whoever writes them again writes the same. */
export const termRows = rowSets<StoredTerm>(
  {
    organisation_id: ['uuid', ({ organisationId }) => organisationId],
    term: ['uuid', ({ term }) => term],
    at: ['timestamptz', ({ at }) => at.toISOString()],
    event_ref: ['uuid', ({ eventRef }) => eventRef],
    low: ['numeric', ({ low }) => low],
    high: ['numeric', ({ high }) => high],
  },
  (relation) => `
    INSERT INTO event_term (organisation_id, term, at, event_ref, low, high)
    SELECT * FROM ${relation} ON CONFLICT DO NOTHING`,
);

/** Events whose terms one step of filling writes. */
const filledAtOnce = 500;

/**
 * Writes the terms of the events after one, by id, as if they were captured today.
 *
 * @returns the last of them; undefined when there are no more
 */
export async function fillTerms(tx: Tx, after: string | undefined): Promise<string | undefined> {
  const events = await tx.query<Termed>(
    `SELECT organisation_id AS "organisationId", id, at, viewers, document AS event FROM event
     WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2`,
    [after ?? null, filledAtOnce],
  );
  const rowsOf = termRowsMaker(Infinity);
  await stepByStep(writingRows(tx, 'fill-terms', [termRows(events.flatMap(rowsOf))]));
  return events.at(-1)?.id;
}
