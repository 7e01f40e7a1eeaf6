import { expect } from '@jest/globals';
import type { TraceView } from '../../src/trace/trace.dto.js';
import type { World } from './world.js';

/** A trace as one trader is answered it; R is the regulator. */
export async function traceOf(
  world: World,
  by: string,
  batch: string,
  more = '',
): Promise<TraceView> {
  return traceAsked(world, by, `batchId=${world.batches.get(batch) ?? batch}${more}`);
}

/** A trace of what a label says. */
export async function traceOfLabel(
  world: World,
  by: string,
  what: string,
  more = '',
): Promise<TraceView> {
  return traceAsked(world, by, `what=${encodeURIComponent(what)}${more}`);
}

/** A trace of a hazard that entered at a place between two hours of the story. */
export async function traceOfEntry(
  world: World,
  by: string,
  place: string,
  [from, until]: readonly [number, number],
): Promise<TraceView> {
  const times = `enteredFrom=${world.at(from)}&enteredUntil=${world.at(until)}`;
  return traceAsked(world, by, `placeId=${world.places.get(place) ?? ''}&${times}`);
}

/** A trace asked by any parameters. */
export async function traceAsked(world: World, by: string, asked: string): Promise<TraceView> {
  const { key } = await world.trader(by);
  const path = `/api/v1/traces?${asked}`;
  const { status, body } = await world.service.send<TraceView>('GET', path, { key });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

/** Where the goods are now, in words: `certain S: A 5`. What was cleared is told too. */
export function found(world: World, { holdings }: TraceView): string[] {
  return holdings
    .filter(({ quantity, verdict }) => quantity.value !== '0' || verdict === 'cleared')
    .map(lineIn(world))
    .sort();
}

/** Where they are or were, though nothing of them is left there. */
export function reached(world: World, { holdings }: TraceView): string[] {
  return [...new Set(holdings.map(lineIn(world)))].sort();
}

function lineIn(world: World) {
  return ({ batchId, productId, verdict, quantity, where }: TraceView['holdings'][number]) => {
    const place = nameIn(world.places, where.placeId ?? '') ?? where.kind;
    const goods =
      batchId === null ? nameIn(world.products, productId) : nameIn(world.batches, batchId);
    return `${verdict} ${place}: ${goods ?? '?'} ${quantity.value}`;
  };
}

/** Batches that the traced one is in: `D certain 55..60`. */
export function batchesIn(world: World, { batches }: TraceView): string[] {
  return batches.map((each) => verdictText(world, each)).sort();
}

/** Batches that are in the traced one. */
export function sourcesIn(world: World, { sources }: TraceView): string[] {
  return sources.map((each) => verdictText(world, each)).sort();
}

function verdictText(
  world: World,
  {
    batchId,
    verdict,
    dose,
  }: Pick<TraceView['sources'][number], 'batchId' | 'verdict'> & {
    readonly dose?: { least: string; most: string } | undefined;
  },
): string {
  const amount = dose === undefined ? '' : ` ${dose.least}..${dose.most}`;
  return `${nameIn(world.batches, batchId) ?? '?'} ${verdict}${amount}`;
}

function nameIn(names: ReadonlyMap<string, string>, id: string): string | undefined {
  return [...names].find(([, known]) => known === id)?.[0];
}
