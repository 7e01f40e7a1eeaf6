import { larger, smaller, type Amount } from '../../kernel/index.js';
import type { Place } from '../model/claim.js';
import type { Books } from './books.js';
import { unitHolder } from '../model/keys.js';
import { compareText } from '../model/order.js';
import { exactPart, Pool, type Part, type Wanted } from './pool.js';
import type { Units } from './units.js';

/** A unit standing in a place, however deep, that holds some of what is wanted. */
interface Container {
  readonly instance: string;
  /** When the outermost unit around it came to the place. */
  readonly since: number;
  readonly pool: Pool;
  /** What it holds of it by the books, guesses included. */
  readonly held: Amount;
  /** What it may hold of it if all guesses were wrong in its favour. */
  readonly most: Amount;
}

/**
 * What a draw takes out of the units standing at a place once the loose goods are gone. Out of the only
 * one that holds such goods it is an inferred unpacking. Out of several, each may have given anything
 * between what the others could not give and all it had; the oldest is guessed to have given first.
 */
export function containerParts(
  books: Books,
  units: Units,
  place: Place,
  wanted: Wanted,
): { parts: Part[]; pools: Pool[] } {
  const containers = containersAt(books, units, place, wanted);
  const total = containers.reduce((sum, { held }) => sum + held, 0n);
  const amount = smaller(wanted.amount ?? total, total);
  if (amount <= 0n) return { parts: [], pools: [] };
  const pools = containers.map(({ pool }) => pool);
  const [only, ...more] = containers;
  if (only && more.length === 0) {
    const parts = only.pool.parts({ ...wanted, amount });
    return { parts: parts.map((part) => ({ ...part, evidence: 'inferred' })), pools };
  }
  let rest = amount;
  const parts = containers.flatMap((container) => {
    const others = containers.filter((other) => other !== container);
    const mostOthers = others.reduce((sum, { most }) => sum + most, 0n);
    const least = larger(amount - mostOthers, 0n);
    const most = smaller(amount, container.most);
    const guess = smaller(rest, container.held);
    rest -= guess;
    return guessedParts(container, wanted, { guess, least, most });
  });
  return { parts, pools };
}

/** How much of it the units at a place hold in all. */
export function heldInUnits(books: Books, units: Units, place: Place, wanted: Wanted): Amount {
  const containers = containersAt(books, units, place, wanted);
  return containers.reduce((sum, { held }) => sum + held, 0n);
}

function guessedParts(
  { pool }: Container,
  wanted: Wanted,
  { guess, least, most }: { guess: Amount; least: Amount; most: Amount },
): Part[] {
  if (guess > 0n) {
    const parts = pool.parts({ ...wanted, amount: guess });
    return parts.map((part) => ({
      ...part,
      least: larger(least - (guess - part.amount), 0n),
      most: part.amount + (most - guess),
      evidence: least === most ? 'inferred' : 'guessed',
    }));
  }
  if (most === 0n) return [];
  const lines = pool.stock
    .all('goods', pool.name)
    .filter(({ line }) => wanted.batch === null || line.batch === wanted.batch);
  return lines.map(({ line, high }) => ({
    ...exactPart(line, 0n, pool.soleOwner(), 'guessed'),
    most: smaller(most, high),
  }));
}

function containersAt(books: Books, units: Units, place: Place, wanted: Wanted): Container[] {
  const found: Container[] = [];
  const look = (instance: string, since: number): void => {
    const owner = units.ownerOf(instance);
    const pool = new Pool(books, unitHolder(instance), wanted, owner);
    const held = wanted.owner && wanted.owner !== owner ? 0n : pool.available(wanted);
    const slack = pool.stock
      .all('goods', wanted)
      .filter(({ line }) => wanted.batch === null || line.batch === wanted.batch)
      .reduce((sum, { amount, high }) => sum + high - amount, 0n);
    if (held > 0n || slack > 0n) found.push({ instance, since, pool, held, most: held + slack });
    for (const child of units.inside(instance)) look(child, since);
  };
  for (const instance of books.standing('place', place.id)) {
    look(instance, units.stateOf(instance).since);
  }
  return found.sort((a, b) => a.since - b.since || compareText(a.instance, b.instance));
}

/**
 * Earlier draws may have been guessed out of the very unit that is now opened by name. A guess must not
 * make goods missing: what the unit may still hold is booked back from the units that gave too little.
 */
export function regain(
  books: Books,
  units: Units,
  place: Place,
  { pool, instance, wanted }: { pool: Pool; instance: string; wanted: Wanted },
): void {
  const { batch, amount } = wanted;
  if (amount === null || batch === null) return;
  const line = pool.line(batch, null);
  const sum = pool.stock.sumOf(line);
  if (!sum || sum.high <= sum.amount) return;
  let rest = smaller(amount, sum.high) - pool.available(wanted);
  if (rest <= 0n) return;
  for (const other of containersAt(books, units, place, wanted)) {
    const theirs = other.pool.stock.sumOf(other.pool.line(batch, null));
    if (other.instance === instance || !theirs) continue;
    const back = smaller(rest, theirs.amount - larger(theirs.low, 0n));
    if (back <= 0n) continue;
    const words = { least: 0n, most: 0n, evidence: 'guessed' as const, reason: 'guess' };
    books.flow(theirs.line, line, back, words);
    rest -= back;
  }
}
