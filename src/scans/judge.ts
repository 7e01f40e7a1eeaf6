import { formatInstant, parseOffset } from '../kernel/index.js';
import type { Progress } from '../log/index.js';
import type { Clock, Database, Random, Tx } from '../platform/index.js';
import {
  count,
  countDays,
  lockNew,
  markJudged,
  raise,
  selectJudged,
  selectLookedAt,
  type CountedDay,
  type DeviceRow,
  type LookedAt,
  type Shown,
} from './judging.store.js';
import { blockShown, type ToBlock } from './blocking.js';
import { isOfOnePack } from './look.js';
import { defaultThresholds, signalsOf, type Seen, type Signal } from './signals.js';

/** Devices that one transaction judges. */
const judgedAtOnce = 500;
/** Devices of a code that were judged before and are compared with new ones; with more, their number alone tells enough. */
const comparedMax = 100;

export interface JudgeSettings {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
}

/** Works out what new looks come to: counts, days, and what their owners ought to know. Several at once share the work. */
export class Judge {
  constructor(private readonly by: JudgeSettings) {}

  /** One bounded step. */
  async step(): Promise<Progress> {
    const judged = await this.by.database.transaction((tx) => this.judge(tx), { role: 'fold' });
    if (judged === 0) return 'nothing';
    return judged < judgedAtOnce ? 'caught-up' : 'more';
  }

  private async judge(tx: Tx): Promise<number> {
    const fresh = await lockNew(tx, judgedAtOnce);
    if (fresh.length === 0) return 0;
    const codes = [...new Set(fresh.map(({ code }) => code))];
    // Looks before a code was in use are for its owner to know: consumers are told of those since.
    const counted = fresh.filter(({ verdict }) => verdict !== 'inactive');
    const devices = await count(
      tx,
      [...new Set(counted.map(({ code }) => code))].map((code) =>
        countedOf(ofCode(counted, code), code),
      ),
    );
    const lookedAt = await selectLookedAt(tx, codes);
    await countDays(
      tx,
      counted.flatMap((device) => dayOf(device, lookedAt)),
    );
    const items = lookedAt.filter(({ kind }) => isOfOnePack(kind)).map(({ code }) => code);
    const before = await selectJudged(tx, items, comparedMax);
    const shown = lookedAt.flatMap((one) =>
      this.shownBy(one, {
        fresh: ofCode(fresh, one.code),
        before: ofCode(before, one.code),
        devices: devices.get(one.code) ?? 0,
      }),
    );
    if (shown.length > 0) await raise(tx, shown);
    const toBlock = shown.filter((one) => blocks(one, lookedAt));
    if (toBlock.length > 0) await blockShown(tx, toBlock, this.by.random);
    await markJudged(tx, fresh);
    return fresh.length;
  }

  private shownBy(
    { code, kind, organisationId, batchId, thresholds }: LookedAt,
    known: {
      readonly fresh: readonly DeviceRow[];
      readonly before: readonly DeviceRow[];
      readonly devices: number;
    },
  ): Shown[] {
    const seen = [...known.fresh.map(seenOf(true)), ...known.before.map(seenOf(false))];
    const about = { isBatch: !isOfOnePack(kind), thresholds: thresholds ?? defaultThresholds };
    const at = new Date(this.by.clock.now());
    return signalsOf(seen, known.devices, about).map((signal) => ({
      ...{ id: this.by.random.uuid(), code, organisationId, batchId, signal, at },
    }));
  }
}

/** Whether the owner of the code's product wants the code blocked by it. */
function blocks(shown: Shown, lookedAt: readonly LookedAt[]): shown is ToBlock {
  const wanted: readonly Signal[] =
    lookedAt.find(({ code }) => code === shown.code)?.thresholds?.blockOn ?? [];
  return shown.batchId !== null && wanted.includes(shown.signal);
}

const ofCode = (devices: readonly DeviceRow[], wanted: string) =>
  devices.filter(({ code }) => code === wanted);

function countedOf(devices: readonly DeviceRow[], code: string) {
  return {
    code,
    firstAt: new Date(Math.min(...devices.map(({ firstAt }) => firstAt.getTime()))),
    sessions: devices.reduce((sum, { sessions, counted }) => sum + sessions - counted, 0),
    devices: devices.filter(({ counted }) => counted === 0).length,
  };
}

function dayOf(
  { code, lastAt, region, sessions, counted }: DeviceRow,
  lookedAt: readonly LookedAt[],
): CountedDay[] {
  const of = lookedAt.find((one) => one.code === code);
  if (of?.batchId === undefined || of.batchId === null || sessions === counted) return [];
  const { organisationId, batchId, offset } = of;
  const day = formatInstant(lastAt.getTime(), parseOffset(offset)).slice(0, 10);
  return [{ organisationId, batchId, day, region: region ?? '', sessions: sessions - counted }];
}

const seenOf =
  (isNew: boolean) =>
  ({ firstAt, lastAt, verdict, region, latitude, longitude }: DeviceRow): Seen => {
    const isKnown = region !== null && latitude !== null && longitude !== null;
    const place = isKnown ? { region, latitude, longitude } : undefined;
    return { firstAt, lastAt, verdict, place, isNew };
  };
