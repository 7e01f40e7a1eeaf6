import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import {
  areHandoffsSettling,
  handoffsOf,
  matchingAround,
  timelineKey,
  type Handoff,
} from '../holdings/index.js';
import { Database, type Reader, type TimePosition } from '../platform/index.js';
import { selectSides, type SideRow } from './handoffs.store.js';

/** The claims of one page, each with the hand-offs that are listed under it. */
export interface ListedSide extends SideRow {
  readonly handoffs: readonly Handoff[];
}

/** One page of hand-offs. */
export interface ListedHandoffs {
  readonly sides: readonly ListedSide[];
  /** A late record of a hand-off is still being worked in. */
  readonly settling: boolean;
}

/**
 * Hand-offs and how their two sides stand to each other. The fold has matched them; here they are only read. Each is
 * listed once: under its releasing event, or under the taking one while nobody has released it.
 */
@Injectable()
export class HandoffsService {
  constructor(private readonly database: Database) {}

  async list(
    { organisationId, partyId }: Actor,
    page: { readonly before: TimePosition | undefined; readonly limit: number },
  ): Promise<ListedHandoffs> {
    return this.database.transaction(
      async (tx) => {
        const sides = await selectSides(tx, organisationId, page);
        // What others claimed of the same goods is told as far as it is matched with these.
        tx.become('trace');
        const matching = await matchingAround(
          tx,
          sides.map(({ ref }) => ref),
        );
        const handoffs = handoffsOf(matching).filter((handoff) => isSide(handoff, partyId));
        const listed = sides.map((side) => ({
          ...side,
          handoffs: handoffs.filter((handoff) => lineOf(handoff)?.event.ref === side.ref),
        }));
        return { sides: listed, settling: await areSettling(tx, partyId, listed) };
      },
      { organisationId, snapshot: true },
    );
  }
}

/** The line that a hand-off is named after. */
export function lineOf({ release, takes }: Handoff) {
  return release ?? takes[0]?.line;
}

async function areSettling(reader: Reader, partyId: string, sides: readonly ListedSide[]) {
  const lines = sides.flatMap(({ handoffs }) => handoffs.flatMap(linesOf));
  return areHandoffsSettling(reader, {
    partyId,
    keys: lines.flatMap(({ unit }) => (unit === null ? [] : timelineKey(unit))),
    eventIds: lines.map(({ event }) => event.eventId),
  });
}

/** A party sees hand-offs that it is a side of, by its own word or by the other's. */
function isSide(handoff: Handoff, partyId: string): boolean {
  return linesOf(handoff).some(({ author, other }) => author === partyId || other === partyId);
}

function linesOf({ release, takes }: Handoff) {
  return [...(release === null ? [] : [release]), ...takes.map(({ line }) => line)];
}
