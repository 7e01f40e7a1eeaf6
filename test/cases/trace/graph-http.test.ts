// A trace as a graph: its nodes are the findings of the tables, told over HTTP and asked over HTTP.
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { TraceView } from '../../../src/trace/trace.dto.js';
import { traceAsked, traceOf } from '../traces.js';
import { World } from '../world.js';

let service: World;
let world: World;
beforeAll(async () => {
  service = await World.start();
});
beforeEach(() => {
  world = service.another();
});
afterAll(() => service?.close());

type Graph = NonNullable<TraceView['graph']>;

function graphOf({ graph }: TraceView): Graph {
  if (graph === undefined) throw new Error('no graph was told');
  return graph;
}

/** What a node points to, in words. */
function named(answer: TraceView, pointer: string): string {
  const [, table = '', at = '0'] = pointer.split('/');
  const nameOf = (names: ReadonlyMap<string, string>, id: string | null | undefined) =>
    [...names].find(([, known]) => known === id)?.[0];
  if (table === 'goods') return 'the goods';
  if (table === 'batchIds') return `start ${nameOf(world.batches, answer.batchIds[Number(at)])}`;
  const rows = answer[table as 'batches' | 'holdings' | 'gone' | 'sources'];
  const found = rows[Number(at)];
  if (found === undefined) throw new Error(`${pointer} points to nothing`);
  const goods = nameOf(world.batches, found.batchId) ?? 'X';
  if (!('where' in found)) return 'as' in found ? `${found.as} ${goods}` : goods;
  const { placeId, unit, kind } = found.where;
  const spot = unit === undefined ? nameOf(world.places, placeId) : world.unitNamed(unit);
  return `${goods} at ${spot ?? kind}`;
}

const linksIn = (answer: TraceView) =>
  graphOf(answer).links.map(
    ({ from, to, quantity, evidence }) =>
      `${named(answer, from)} > ${named(answer, to)}: ${quantity?.value ?? '?'} ${evidence ?? '?'}`,
  );

/** Of each node the verdict that the table has, in words. */
function expectSameVerdicts(answer: TraceView): void {
  for (const { id, verdict, kind } of graphOf(answer).nodes) {
    if (kind === 'start') continue;
    const [, table = '', at = ''] = id.split('/');
    const rows = answer[table as 'batches' | 'holdings' | 'gone' | 'sources'];
    expect([id, rows[Number(at)]?.verdict]).toEqual([id, verdict]);
  }
  const counts = (['batches', 'holdings', 'gone', 'sources'] as const).map(
    (table) => answer[table].length,
  );
  const told = graphOf(answer).nodes.filter(({ kind }) => kind !== 'start').length;
  expect(told).toBe(counts.reduce((sum, each) => sum + each, 0));
}

it('every finding is a node with its verdict, and goods go along links from making to where they are', async () => {
  await world.make('P', 'A', '10', { hour: 1 });
  await world.transform('P', 'A 4', 'D 4', 2);
  await world.pack('P', 'D 3', 'U', 3);
  await world.handOver('P', 'S', '[U]', 4);
  await world.does('P', 'sell', 6, { goods: world.goods('A 1') });
  const answer = await traceOf(world, 'R', 'A', '&direction=forward&form=graph');
  expectSameVerdicts(answer);
  expect(linksIn(answer)).toEqual([
    'A > A at P: 10 recorded',
    'D > D at P: 4 recorded',
    'A at P > D: 4 recorded',
    'D at P > D at U: 3 recorded',
    'A at P > sold A: 1 recorded',
  ]);
  const again = await traceOf(world, 'R', 'A', '&direction=forward&form=graph');
  expect(again).toEqual(answer);
  expect((await traceOf(world, 'R', 'A')).graph).toBeUndefined();
});

it('a draw without a batch goes out of all that it may have taken', async () => {
  await world.make('W', 'A', '30', { hour: 1 });
  await world.make('W', 'B', '40', { hour: 2 });
  await world.handOver('W', 'S', 'X 50', 3);
  const answer = await traceOf(world, 'R', 'A', '&direction=forward&form=graph');
  expectSameVerdicts(answer);
  expect(linksIn(answer)).toContain('A at W > X at transit: 50 recorded');
  expect(linksIn(answer)).toContain('X at transit > X at S: 50 recorded');
});

it('backward each source has a link to what it is in', async () => {
  await world.make('P', 'A', '10', { hour: 1 });
  await world.make('P', 'B', '10', { hour: 1 });
  await world.transform('P', 'A 5, B 5', 'D 10', 2);
  const answer = await traceOf(world, 'R', 'D', '&direction=backward&form=graph');
  expectSameVerdicts(answer);
  expect(linksIn(answer).sort()).toEqual(['A > start D: ? ?', 'B > start D: ? ?']);
  const [link] = graphOf(answer).links;
  expect(link?.eventRefs).toEqual(answer.sources[0]?.eventRefs);
});

it('of a place it has the same nodes as the table', async () => {
  const placeId = await world.place('P', 'R1', { kind: 'cold-room' });
  await world.make('P', 'A', '10', { hour: 1, placeId });
  const times = `enteredFrom=${world.at(2)}&enteredUntil=${world.at(3)}`;
  const answer = await traceAsked(world, 'R', `placeId=${placeId}&${times}&form=graph`);
  expectSameVerdicts(answer);
  expect(graphOf(answer).nodes.map(({ verdict }) => verdict)).toEqual(['possible']);
});
