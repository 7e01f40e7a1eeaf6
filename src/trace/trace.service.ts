import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { isUuid } from '../kernel/index.js';
import { Clock, Database, type Tx } from '../platform/index.js';
import { boundsUntil, traceMilliseconds, type TraceBounds } from './books/bounds.js';
import type { TraceGraph } from './books/graph.js';
import { StoredGraph } from './books/graph.store.js';
import { isBatch } from './books/named-batch.store.js';
import { selectContacts, selectHolders, type Contact, type KnownHolder } from './holders.store.js';
import { largeScope } from './memory/large-scope.js';
import { LinkMemory } from './memory/link-memory.js';
import { areInOpenRecalls } from './open-recall.store.js';
import { selectPlaceParties } from './books/places.store.js';
import { findStart, type FoundStart } from './starts/found-start.js';
import { nameStart, type NamedStart } from './starts/named-start.js';
import { sourcesOf } from './starts/unit-ground.js';
import { futureAsOf, futureEntry, futureUntil, untilBeforeEntry } from './trace.problems.js';
import { traceEntry, traceUnits } from './trace-entry.js';
import type { Start, TraceQuestion } from './trace-question.js';
import { partiesIn } from './spot.js';
import { backwardUntil, forwardUntil } from './trace-until.js';
import { traceForward, type BackwardTrace, type Form, type ForwardTrace } from './trace.js';

/** Over which events: those that the asker is party to, those of whom it oversees, or all. */
export type TraceScope = 'own' | 'jurisdiction' | 'all';

/** The answer, with the parties of the places in it. Null for a direction that was not asked. */
export interface TraceAnswer {
  readonly question: TraceQuestion;
  /** What the question came to. */
  readonly start: Pick<FoundStart, 'batchIds' | 'undated' | 'unit'>;
  readonly view: TraceScope;
  readonly forward: ForwardTrace | null;
  readonly backward: BackwardTrace | null;
  /** By place. */
  readonly parties: ReadonlyMap<string, string>;
  /** Everybody named in it, and whom to ask for at those of whom the asker may know. */
  readonly holders: readonly KnownHolder[];
  readonly contacts: readonly Contact[];
  /** A late record is still being worked in; of an earlier moment nothing is. */
  readonly settling: boolean;
}

/** An answer before its places have their parties. */
interface Found extends Omit<TraceAnswer, 'parties' | 'holders' | 'contacts' | 'settling'> {
  readonly actor: Actor;
}

@Injectable()
export class TraceService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly memory: LinkMemory,
  ) {}

  /** Over the events that the asker may see; of batches that open cases stop, its regulators over all. */
  async trace(actor: Actor, question: TraceQuestion): Promise<TraceAnswer> {
    refuseFuture(question, this.clock.now());
    const directory = this.database.as({ role: 'trace' });
    const eyes = scopeOf(actor) === 'all' ? null : actor;
    const named = await nameStart(directory, eyes, question.of);
    const snapshot = { organisationId: actor.organisationId, snapshot: true };
    const answer = await this.database.transaction(
      (tx) => this.answer(tx, actor, named, question),
      snapshot,
    );
    // Contacts are read through the asker's own eyes, whatever the trace was read through.
    const { organisationId } = actor;
    const ids = answer.holders.map(({ id }) => id);
    const contacts = await selectContacts(this.database.as({ organisationId }), actor, ids);
    return { ...answer, contacts };
  }

  private async answer(
    tx: Tx,
    actor: Actor,
    named: NamedStart,
    question: TraceQuestion,
  ): Promise<Omit<TraceAnswer, 'contacts'>> {
    const isAlong = await isAlongRecalls(tx, actor, named);
    // That there is a case was asked through its own eyes; what it reaches lies beyond.
    if (isAlong) tx.become('trace');
    const view = isAlong ? 'all' : scopeOf(actor);
    const graph = new StoredGraph(tx, {
      eyes: view === 'all' ? null : actor,
      asOf: question.asOf,
    });
    const isPending = async (id: string) =>
      (await isSettling(graph, { actor, question, view })) && (await isBatch(tx, id));
    const { direction, until } = question;
    const start = await findStart(graph, named, {
      ...{ isPending, until, bounds: this.bounds(question) },
    });
    if (view === 'all') tx.become('trace');
    const forward =
      direction === 'backward'
        ? null
        : ((await this.fromMemory(question, start, view)) ??
          (await forwardUntil(graph, until, (books) =>
            followed(books, start, this.bounds(question), question.form),
          )));
    const backward =
      direction === 'forward'
        ? null
        : await backwardUntil(graph, until, (books) =>
            sourcesOf(books, start, this.bounds(question)),
          );
    const seen = forward && view !== 'all' ? unclear(forward) : forward;
    return this.withWords(tx, graph, { actor, question, start, view, forward: seen, backward });
  }

  /** Of what is known now and by whoever may see it all: the memory tells ids, whoever they are for. */
  private async fromMemory(
    question: TraceQuestion,
    { batchIds, ground, entry }: FoundStart,
    view: TraceScope,
  ): Promise<ForwardTrace | null> {
    const { asOf, until, bounds, form } = question;
    const isWhole =
      form === 'table' && asOf === null && until === null && Object.keys(bounds).length === 0;
    if (view !== 'all' || !isWhole || ground !== null || entry !== null) return null;
    return largeScope(this.memory, batchIds, this.bounds(question));
  }

  /** Adds what is known beyond one's own: whose places these are, and what else is being worked in. */
  private async withWords(
    tx: Tx,
    graph: StoredGraph,
    { actor, ...found }: Found,
  ): Promise<Omit<TraceAnswer, 'contacts'>> {
    const asked = { actor, question: found.question, view: found.view };
    // Of a jurisdiction, what is still being worked in is asked through its own eyes.
    const isUnsettled = found.view === 'jurisdiction' && (await isSettling(graph, asked));
    tx.become('trace');
    const parties = await selectPlaceParties(tx, placesIn(found.forward, found.backward));
    const settling = found.view === 'jurisdiction' ? isUnsettled : await isSettling(graph, asked);
    const holders = await selectHolders(tx, partiesIn(found.forward, found.backward, parties));
    return { ...found, parties, holders, settling };
  }

  /** Each way has its own time; what was asked is never more than the usual. */
  private bounds({ bounds }: TraceQuestion): TraceBounds {
    return { ...boundsUntil(this.clock, traceMilliseconds), ...bounds };
  }
}

function refuseFuture({ of, asOf, until }: TraceQuestion, now: number): void {
  if (asOf && asOf.getTime() > now) throw futureAsOf();
  if (until !== null && until > now) throw futureUntil();
  const from = enteredFrom(of);
  if (from === null) return;
  if (from > now) throw futureEntry();
  if (until !== null && until < from) throw untilBeforeEntry();
}

function enteredFrom(of: Start): number | null {
  if (of.kind === 'entry') return of.entry.from;
  return of.kind === 'label' ? of.from : null;
}

/** Along open cases a regulator reads beyond its jurisdiction, where they stop all that it names. */
async function isAlongRecalls(tx: Tx, actor: Actor, named: NamedStart): Promise<boolean> {
  if (actor.oversees === undefined) return false;
  if (named.kind === 'label') return areInOpenRecalls(tx, actor, [named.batchId]);
  if (named.kind !== 'batches' || named.batchIds.length === 0) return false;
  return areInOpenRecalls(tx, actor, named.batchIds);
}

/** Where a hazard has come to from what was found. */
function followed(
  books: TraceGraph,
  { batchIds, ground, entry }: FoundStart,
  bounds: TraceBounds,
  form: Form,
): Promise<ForwardTrace> {
  if (entry !== null) return traceEntry(books, entry, bounds, form);
  if (ground !== null) return traceUnits(books, ground, bounds, form);
  return traceForward(books, batchIds, bounds, form);
}

/** Whether a late record is still being worked in; of an earlier moment nothing is. */
async function isSettling(
  graph: StoredGraph,
  { actor, question, view }: Pick<Found, 'actor' | 'question' | 'view'>,
): Promise<boolean> {
  return question.asOf === null && graph.isSettling(view === 'own' ? actor.partyId : null);
}

/** What organisations see beyond open cases. */
export function scopeOf({ oversees }: Actor): TraceScope {
  if (oversees === undefined) return 'own';
  return oversees === '' ? 'all' : 'jurisdiction';
}

/** Whoever sees only its own part of a chain cannot exclude anything for certain. */
function unclear(forward: ForwardTrace): ForwardTrace {
  const holdings = forward.holdings.map((each) =>
    each.verdict === 'cleared' ? { ...each, verdict: 'possible' as const } : each,
  );
  return { ...forward, holdings };
}

function placesIn(forward: ForwardTrace | null, backward: BackwardTrace | null): string[] {
  const ids = [
    ...(forward?.holdings ?? []).map(({ where }) => where?.id),
    ...(forward?.gone ?? []).map(({ from }) => from.id),
    ...(backward?.sources ?? []).flatMap(({ makings }) => makings.map(({ holder }) => holder.id)),
  ];
  return [...new Set(ids)].filter((id): id is string => typeof id === 'string' && isUuid(id));
}
