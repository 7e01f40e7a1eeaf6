// Effectiveness checks: a sample that anybody draws again, and what was found.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { percentOf, sampleOf, type CheckLevel } from '../../src/recalls/checks.js';
import type { RecallReportView } from '../../src/recalls/report.dto.js';
import type { RecallScopeView } from '../../src/recalls/recalls.dto.js';
import { World, type Body } from '../cases/world.js';

describe('the sample', () => {
  const parties = Array.from({ length: 101 }, (_, i) => `party-${i}`);
  const draw = (percent: number, seed = 'a') => sampleOf({ seed, parties, percent });

  test.each([
    ['A', undefined, 101],
    ['B', 25, 26],
    ['C', undefined, 11],
    ['D', undefined, 3],
    ['E', undefined, 0],
  ] as const)('of level %s is as large as it says, rounded up', (level, percent, count) => {
    const drawn = draw(percentOf(level, percent));
    expect(drawn).toHaveLength(count);
    expect(new Set(drawn).size).toBe(count);
  });

  test('is the same by the same seed, whatever the order, and another by another', () => {
    expect(sampleOf({ seed: 'a', parties: [...parties].reverse(), percent: 10 })).toEqual(draw(10));
    expect(draw(10, 'b')).not.toEqual(draw(10));
  });

  test('is drawn as the description says', () => {
    const rank = (party: string) => createHash('sha256').update(`a ${party}`).digest('hex');
    const first = [...parties].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, 11);
    expect(draw(10)).toEqual(first);
  });

  test.each<[CheckLevel, number | undefined]>([
    ['B', undefined],
    ['B', 10],
    ['B', 100],
    ['A', 100],
    ['C', 10],
  ])('of level %s with %s %% is refused', (level, percent) => {
    expect(() => percentOf(level, percent)).toThrow('/percent: ');
  });
});

describe('over HTTP', () => {
  /** F's batch is at P and S. */
  let world: World;
  let recall: string;
  beforeAll(async () => {
    world = await World.start({ roles: new Set(['api', 'public']) });
    const batch = await world.make('F', 'A', '100', { hour: 1 });
    await world.handOver('F', 'P', 'A 40', 2);
    await world.handOver('P', 'S', 'A 10', 5);
    for (const name of ['G', 'R']) await world.trader(name);
    const order = { batchIds: [batch], grade: 1, reason: 'Glass' };
    recall = String((await world.post((await world.trader('F')).key, '/api/v1/recalls', order)).id);
  });
  afterAll(() => world?.close());

  async function send<Answer = RecallScopeView & Body>(by: string, what: string, body?: Body) {
    const { key } = await world.trader(by);
    const method = body === undefined ? 'GET' : 'POST';
    return world.service.send<Answer>(method, `/api/v1/recalls/${recall}${what}`, { key, body });
  }

  test('the owner draws it and says what it found, once; regulators see it, holders do not; the report has it', async () => {
    for (const by of ['P', 'R', 'G']) {
      expect((await send(by, '/checks', { level: 'A' })).status).toBe(404);
    }
    const wrong = await send('F', '/checks', { level: 'B', percent: 5 });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/percent' }] } });
    expect((await send('F', '/checks', { level: 'A' })).status).toBe(201);
    const [{ partyId: p }, { partyId: s }, { partyId: g }] = [
      await world.trader('P'),
      await world.trader('S'),
      await world.trader('G'),
    ];
    const [drawn] = (await send('R', '')).body.checks;
    expect(drawn).toMatchObject({ level: 'A', percent: 100, parties: [p, s].sort(), checked: 0 });
    expect(sampleOf(drawn!)).toEqual(drawn!.sampled);
    expect((await send('P', '')).body.checks).toEqual([]);
    const path = `/checks/${drawn!.id}/outcomes`;
    const found = (partyId: string, more: Body = {}) => ({
      ...{ partyId, heard: true, acted: true, foundGoods: false, ...more },
    });
    for (const [pointer, body] of [
      ['/partyId', found(g)],
      ['/heard', { ...found(p), heard: 'yes' }],
      ['/at', found(p, { at: world.at(1) })],
    ] as const) {
      expect(await send('F', path, body)).toMatchObject({
        ...{ status: 422, body: { errors: [{ pointer }] } },
      });
    }
    expect((await send('F', path, found(p, { words: 'In the cage' }))).status).toBe(200);
    expect((await send('F', path, found(p))).body).toMatchObject({ code: 'outcome-recorded' });
    expect((await send('F', path, found(s, { foundGoods: true }))).status).toBe(200);
    expect((await send('P', path, found(s))).status).toBe(404);
    const { checks } = (await send('R', '')).body;
    expect(checks).toMatchObject([{ checked: 2, effective: 1 }]);
    expect(checks[0]!.outcomes.find(({ partyId }) => partyId === p)).toMatchObject({
      words: 'In the cage',
    });
    await send('F', '/close', { word: 'All found' });
    expect((await send<RecallReportView>('F', '/report')).body.checks).toEqual(checks);
    expect((await send('F', '/checks', { level: 'A' })).body).toMatchObject({
      code: 'recall-closed',
    });
  });
});
