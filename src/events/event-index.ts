import { Problem } from '../kernel/index.js';
import type { EpcisEvent } from './epcis-event.js';
import { termsOf, type ListedWord, type Term } from './event-terms.js';
import { termKey, termWord } from './term-word.js';
import { eventsTooWide } from './events.problems.js';

/** A word of an event, for an organisation that may know it. */
export interface StoredTerm {
  readonly organisationId: string;
  readonly term: string;
  readonly at: Date;
  readonly eventRef: string;
  readonly low: string | null;
  readonly high: string | null;
}

/** A thing that an event names. */
export interface NamedThing {
  readonly key: string;
  readonly isClass: boolean;
  readonly role: string;
  readonly at: Date;
  readonly eventRef: string;
  readonly batchId: string | null;
}

/** A thing that an event names, for an organisation that may see the event. */
export interface StoredThing extends NamedThing {
  readonly organisationId: string;
}

/** A word that lists tell, for an organisation that may see an event with it. */
export interface StoredWord extends ListedWord {
  readonly organisationId: string;
  readonly term: string;
}

/** As much of a stored event as what it is found by follows from. */
export interface Indexed {
  readonly organisationId: string;
  readonly id: string;
  readonly at: Date;
  readonly viewers: readonly string[];
  readonly event: EpcisEvent;
}

/** Rows of one capture: what its events are found by, each once for everybody who may know it. */
export const indexRowsMax = 300_000;

/** Words whose keys are worked out in one step. */
const stepWords = 5_000;

/** What events are found by, in rows; at most so many. Keys of words that many of them have are worked out once. */
export class IndexRows {
  readonly terms: StoredTerm[] = [];
  readonly things: StoredThing[] = [];
  private readonly listed = new Map<string, StoredWord>();
  private readonly keys = new Map<string, string>();

  constructor(private readonly rowsMax = Infinity) {}

  /** Words to list, each once, in one order: captures that both bring a new one wait for each other and never in a ring. */
  get words(): readonly StoredWord[] {
    return [...this.listed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, word]) => word);
  }

  /** In steps: an event may have more words than others should wait for. */
  *adding(indexed: Indexed, things: readonly NamedThing[] = []): Generator<undefined, void> {
    const { organisationId, viewers, event } = indexed;
    const { shared, own, listed } = termsOf(event);
    yield;
    const rows = (shared.length + things.length) * viewers.length + own.length;
    if (this.terms.length + this.things.length + rows > this.rowsMax) throw this.tooWide();
    for (const viewer of viewers) {
      yield* this.addingTerms(viewer, shared, indexed);
      for (const thing of things) this.things.push({ ...thing, organisationId: viewer });
      for (const word of listed) this.addWord(viewer, word);
    }
    yield* this.addingTerms(organisationId, own, indexed);
  }

  private *addingTerms(
    viewer: string,
    terms: readonly Term[],
    { id, at }: Indexed,
  ): Generator<undefined, void> {
    for (const [i, { word, low, high }] of terms.entries()) {
      this.terms.push({
        ...{ organisationId: viewer, term: this.keyOf(word), at, eventRef: id },
        low: low ?? null,
        high: high ?? null,
      });
      if (i % stepWords === stepWords - 1) yield;
    }
  }

  private addWord(organisationId: string, { member, value }: ListedWord): void {
    const name = [organisationId, member, value].join('\n');
    if (this.listed.has(name)) return;
    const term = this.keyOf(termWord.of(member, value));
    this.listed.set(name, { organisationId, member, value, term });
  }

  private keyOf(word: string): string {
    const known = this.keys.get(word) ?? termKey(word);
    this.keys.set(word, known);
    return known;
  }

  private tooWide(): Problem {
    const detail = `The events together have more than ${this.rowsMax} words and things for their partners to find them by; send them in parts.`;
    return new Problem(eventsTooWide, detail);
  }
}
