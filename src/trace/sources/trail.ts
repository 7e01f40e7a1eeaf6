import type { Amount } from '../../kernel/index.js';

/** A batch, place or party that goods may have come through: `batch|id`, `place|id`, `party|id`. */
export type Spot = string;

/** The events since a spot, last first: many trails share what they have in common. */
interface Way {
  readonly event: string;
  readonly before: Way | null;
  readonly length: number;
}

/** How goods came through a spot. */
export interface Passed {
  readonly way: Way;
  /** Records force that some of the goods did. */
  readonly isSure: boolean;
  /** Which part of the goods did, in billionths, each line and making being mixed evenly; of what is unknown, nothing. */
  readonly share: bigint;
}

export type Trail = ReadonlyMap<Spot, Passed>;

/** So much goods, and their trail. */
export interface Part {
  readonly trail: Trail;
  readonly amount: Amount;
}

/** All that came to one line. */
export interface Pile extends Part {
  readonly arrivals: number;
}

export const whole = 1_000_000_000n;

export const emptyTrail: Trail = new Map();

/** The events from a spot on, first to last. */
export function eventsOf({ way }: Passed): string[] {
  const events: string[] = [];
  for (let at: Way | null = way; at; at = at.before) events.unshift(at.event);
  return events;
}

/** The goods went on by an event. */
export function goOn(trail: Trail, event: string): Trail {
  const entries = [...trail].map(([spot, passed]) => [
    spot,
    { ...passed, way: on(passed.way, event) },
  ]);
  return new Map(entries as [Spot, Passed][]);
}

/** By an event the goods came to these spots. */
export function stand(trail: Trail, spots: readonly Spot[], event: string, isSure = true): Trail {
  if (spots.length === 0) return trail;
  const found = new Map(trail);
  for (const spot of spots) {
    const known = found.get(spot);
    if (!isSure && known?.isSure) continue;
    found.set(spot, {
      way: { event, before: null, length: 1 },
      isSure,
      share: isSure ? whole : 0n,
    });
  }
  return found;
}

/** Of goods that were drawn without saying which, no part is known. */
export function shareless(trail: Trail): Trail {
  return new Map([...trail].map(([spot, each]) => [spot, { ...each, share: 0n }]));
}

/** The link to these goods is in doubt. */
export function inDoubt(trail: Trail): Trail {
  return new Map([...trail].map(([spot, each]) => [spot, { ...each, isSure: false, share: 0n }]));
}

/** More came to a line, so that goods of it are of one or the other. What sticks to a tank comes on top and replaces nothing. */
export function addTo(pile: Pile, part: Part, isOnTop: boolean): Pile {
  if (isOnTop) return { ...pile, trail: new Map([...part.trail, ...pile.trail]) };
  const [had, came] = [pile.amount, weightOf(part.amount)];
  const trail = new Map<Spot, Passed>();
  for (const spot of new Set([...pile.trail.keys(), ...part.trail.keys()])) {
    const [a, b] = [pile.trail.get(spot), part.trail.get(spot)];
    const way = shorter(a, b);
    if (way === undefined) continue;
    const isSure = (pile.arrivals === 0 || a?.isSure === true) && b?.isSure === true;
    const share = ((a?.share ?? 0n) * had + (b?.share ?? 0n) * came) / (had + came);
    trail.set(spot, { way, isSure, share });
  }
  return { trail, amount: had + came, arrivals: pile.arrivals + 1 };
}

/** Goods that are of one of these, nobody knows which. */
export function mixOf(parts: readonly Part[]): Trail {
  const empty: Pile = { trail: emptyTrail, amount: 0n, arrivals: 0 };
  return parts.reduce<Pile>((pile, part) => addTo(pile, part, false), empty).trail;
}

/** Goods that all of these went into. */
export function trailOf(parts: readonly Part[]): Trail {
  const total = parts.reduce((sum, { amount }) => sum + weightOf(amount), 0n);
  const found = new Map<Spot, Passed>();
  for (const { trail, amount } of parts) {
    for (const [spot, passed] of trail) {
      const known = found.get(spot);
      const share = (known?.share ?? 0n) + passed.share * weightOf(amount);
      const isSure = known?.isSure === true || passed.isSure;
      found.set(spot, { way: shorter(known, passed) ?? passed.way, isSure, share });
    }
  }
  for (const [spot, passed] of found) found.set(spot, { ...passed, share: passed.share / total });
  return found;
}

/** What two rounds have in common once nothing changes any more. */
export function certainty(trail: Trail): string {
  let [sure, share] = [0, 0n];
  for (const passed of trail.values()) {
    if (passed.isSure) sure += 1;
    share += passed.share;
  }
  return `${trail.size} ${sure} ${share}`;
}

/** Where no amount is known, the parts are equal; beside known ones it is next to nothing. */
function weightOf(amount: Amount): bigint {
  return amount > 0n ? amount : 1n;
}

function shorter(a: Passed | undefined, b: Passed | undefined): Way | undefined {
  if (!a || !b) return (a ?? b)?.way;
  // A way that is sure comes before a shorter one in doubt, as in evidence.
  if (a.isSure !== b.isSure) return (a.isSure ? a : b).way;
  return a.way.length <= b.way.length ? a.way : b.way;
}

function on(way: Way, event: string): Way {
  return way.event === event ? way : { event, before: way, length: way.length + 1 };
}
