import { larger, smaller, type Amount } from '../../kernel/index.js';
import { compareOrder, type Line } from '../../holdings/index.js';
import type { Evidence, Path } from './evidence.js';
import { Guess } from './guess.js';
import type { BatchFinding, GoneFinding, HoldingFinding, Verdict } from './finding.js';
import {
  flowId,
  isAccount,
  isInput,
  isOutput,
  lineId,
  poolOf,
  type GraphFlow,
} from '../books/graph.js';
import type { Judgement, Portion } from './judge.js';
import { isSuspect, type Lump, type Range } from './lump.js';
import type { Spared } from './spared.js';
import type { UnitTrips } from '../books/unit-trips.js';

/** Puts a judgement into words: batches, holdings now and once, and what has left the books. */
export class Findings {
  private readonly held = new Map<string, Amount>();
  private readonly openDraws = new Map<string, Amount>();

  constructor(
    private readonly flows: readonly GraphFlow[],
    private readonly judgement: Judgement,
    private readonly evidence: Evidence,
    private readonly trips: UnitTrips,
    private readonly spared: ReadonlyMap<string, Spared>,
  ) {
    for (const { flow } of flows) {
      this.count(flow.from, -flow.amount);
      this.count(flow.to, flow.amount);
    }
  }

  /** Every suspect batch once, the surest first. */
  batches(): BatchFinding[] {
    const { suspicion } = this.judgement;
    // Of what was traced nothing may be in the books yet: it is suspect all the same.
    const units = new Map([...suspicion.origins].map((batch) => [batch, suspicion.doseUom ?? '']));
    for (const { flow } of this.flows) {
      if (suspicion.isSuspect(flow.to.batch)) units.set(flow.to.batch, flow.to.uom);
    }
    const impossible = this.impossibleMakings();
    const found = [...units].sort().map(([batch, uom]): BatchFinding => {
      const { dose, isMeasured } = suspicion.wholeOf(batch, uom);
      return {
        batch,
        verdict: suspicion.isSure(batch) ? 'certain' : 'possible',
        dose,
        isMeasured,
        path: this.evidence.toBatch(batch),
        impossible: [...(impossible.get(batch) ?? [])],
      };
    });
    return found.sort((a, b) => rankOf(a.verdict) - rankOf(b.verdict));
  }

  /** By batch, the events that made it of goods that were not suspect yet by all recorded times. */
  private impossibleMakings(): Map<string, Set<string>> {
    const early = new Set(
      this.flows
        .filter((each) => this.judgement.carried.get(flowId(each))?.missing === 'time')
        .map(({ order }) => order.ref),
    );
    const found = new Map<string, Set<string>>();
    for (const each of this.flows) {
      const { batch } = each.flow.to;
      if (batch === null || !isOutput(each) || !early.has(each.order.ref)) continue;
      found.set(batch, (found.get(batch) ?? new Set()).add(each.order.ref));
    }
    return found;
  }

  /** Everywhere that goods connected with the hazard are or were, the surest first. */
  holdings(): HoldingFinding[] {
    const portions = [...this.judgement.portions.values()].filter(({ line }) => !isAccount(line));
    const reached = portions.filter((each) => this.isReached(each));
    const found = reached.flatMap((each) => this.ofLine(each));
    const pools = new Set(reached.map(({ line }) => poolOf(line)?.key));
    const open = [...pools].flatMap((key) =>
      key === undefined ? [] : this.ofOpenPool(key, reached),
    );
    const cleared = reached.flatMap(({ line }) => this.leftBehind(line, portions));
    const tanks = new Set(
      reached.flatMap(({ line: { holder } }) => (holder.kind === 'tank' ? [holder.id] : [])),
    );
    const spared = [...this.spared.values()].flatMap((each) => this.ofSpared(each, tanks));
    const unique = new Map(
      [...spared, ...cleared, ...found, ...open].map((each) => [idOf(each), each]),
    );
    return [...unique]
      .sort(
        ([a, one], [b, other]) => rankOf(one.verdict) - rankOf(other.verdict) || (a < b ? -1 : 1),
      )
      .map(([, each]) => each);
  }

  gone(): GoneFinding[] {
    const found = new Map<string, GoneFinding>();
    for (const each of this.flows) {
      const { from, to, amount } = each.flow;
      const lump = this.judgement.carried.get(flowId(each))?.lump;
      if (!lump || isAccount(from) || !isAccount(to) || isInput(each)) continue;
      const id = `${to.holder.id}|${lineId({ ...from, owner: null })}|${to.batch ?? ''}`;
      const before = found.get(id);
      const suspect = {
        least: (before?.suspect.least ?? 0n) + lump.suspect.least,
        most: (before?.suspect.most ?? 0n) + lump.suspect.most,
      };
      const verdicts = [verdictOf(lump), ...(before ? [before.verdict] : [])];
      found.set(id, {
        as: to.holder.id,
        from: from.holder,
        product: from.product,
        uom: from.uom,
        batch: to.batch ?? from.batch,
        verdict: verdicts.sort((a, b) => rankOf(a) - rankOf(b))[0] ?? 'possible',
        amount: (before?.amount ?? 0n) + amount,
        suspect,
        events: [...new Set([...(before?.events ?? []), each.order.ref])],
      });
    }
    return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
  }

  private isReached({ line, isReached }: Portion): boolean {
    return isReached || this.judgement.suspicion.isSuspect(line.batch);
  }

  /** What a line holds; once nobody knows what was drawn of it, only its pool can say that. */
  private ofLine({ line, now, ever }: Portion): HoldingFinding[] {
    const { suspicion } = this.judgement;
    const amount = larger(this.held.get(lineId(line)) ?? 0n, 0n);
    const isOpen = (this.openDraws.get(poolOf(line)?.key ?? '') ?? 0n) > 0n;
    const isNamed = suspicion.isSuspect(line.batch);
    if (isOpen && line.batch === null) return [];
    const there = isNamed ? suspicion.lumpOf(line.batch, amount, line.uom) : now;
    const least = isOpen ? 0n : smaller(there.suspect.least, amount);
    const range = { least, most: smaller(there.suspect.most, amount) };
    const sure = isNamed && suspicion.isSure(line.batch);
    const verdict = sure ? 'certain' : verdictOf(isNamed ? there : ever, isNamed);
    return [
      {
        ...this.wordsOf(line),
        verdict,
        amount,
        suspect: range,
        guess: line.batch === null ? this.guessOn(line, range) : null,
        dose: { least: isOpen ? 0n : there.dose.least, most: there.dose.most },
        isMeasured: there.isMeasured,
        path: pathOf(verdict, this.evidence.toLine(line)),
        clearedBy: null,
      },
    ];
  }

  /** Goods that had left the place of a hazard before it entered, and are still somewhere. */
  private ofSpared(
    { line, left, came, events }: Spared,
    tanks: ReadonlySet<string>,
  ): HoldingFinding[] {
    const amount = this.held.get(lineId(line)) ?? 0n;
    if (amount <= 0n) return [];
    const after = this.trips.between(line.holder, came, null).map(({ order }) => order.ref);
    // In a tank they have become one with what did not leave before.
    if (line.holder.kind === 'tank' && tanks.has(line.holder.id)) {
      const doubt = { missing: 'contact' as const, event: came.ref };
      return [
        {
          ...{ ...this.wordsOf(line), ...nothingSuspect, verdict: 'possible' as const, amount },
          suspect: { least: 0n, most: amount },
          path: { events, doubt },
          clearedBy: null,
        },
      ];
    }
    // Goods packed at the place left it when their unit did.
    const isPacked = line.holder.kind === 'unit' && came.ref === left.ref;
    return [
      {
        ...this.wordsOf(line),
        ...nothingSuspect,
        amount,
        path: { events: [...new Set([...events, ...after])], doubt: null },
        clearedBy: (isPacked ? after[0] : null) ?? left.ref,
      },
    ];
  }

  /** The rest of a pool that was drawn on without saying which batch. */
  private ofOpenPool(key: string, reached: readonly Portion[]): HoldingFinding[] {
    const drawn = this.openDraws.get(key) ?? 0n;
    const draws = this.judgement.draws.get(key);
    if (drawn <= 0n || !draws) return [];
    const line = reached.find(({ line: each }) => poolOf(each)?.key === key)?.line;
    if (!line) return [];
    const inPool = [...this.judgement.portions.values()].filter(
      (each) => poolOf(each.line)?.key === key,
    );
    const named = inPool.reduce((all, each) => all + (this.held.get(lineId(each.line)) ?? 0n), 0n);
    const amount = larger(named - drawn, 0n);
    const left = draws.left();
    const suspect: Range = {
      least: smaller(left.least, amount),
      most: smaller(left.most, amount),
    };
    const verdict: Verdict =
      suspect.least > 0n ? 'certain' : suspect.most > 0n ? 'possible' : 'cleared';
    return [
      {
        ...this.wordsOf({ ...line, batch: null, owner: null }),
        verdict,
        amount,
        suspect,
        guess: null,
        dose: { least: 0n, most: this.judgement.suspicion.most },
        isMeasured: true,
        path: this.drawnPath(key, pathOf(verdict, this.evidence.toPool(key)), verdict),
        clearedBy: null,
      },
    ];
  }

  /** Other goods in a unit that carried suspect goods: cleared if those had left before it moved on. */
  private leftBehind(line: Line, portions: readonly Portion[]): HoldingFinding[] {
    const { kind, id } = line.holder;
    if (kind !== 'unit' || (this.held.get(lineId(line)) ?? 0n) !== 0n) return [];
    const out = this.flows.filter(({ flow }) => lineId(flow.from) === lineId(line));
    const last = out
      .map(({ order }) => order)
      .sort(compareOrder)
      .at(-1);
    if (!last || this.trips.between(line.holder, last, null).length === 0) return [];
    return portions
      .filter((each) => each.line.holder.kind === 'unit' && each.line.holder.id === id)
      .filter((each) => !this.isReached(each) && (this.held.get(lineId(each.line)) ?? 0n) > 0n)
      .map((each) => ({
        ...this.wordsOf(each.line),
        ...nothingSuspect,
        amount: this.held.get(lineId(each.line)) ?? 0n,
        path: this.evidence.toLine(line),
        clearedBy: last.ref,
      }));
  }

  /** What is left where nobody said what went hangs on the draws: the batch of the first of them would tell. */
  private drawnPath(key: string, path: Path, verdict: Verdict): Path {
    if (verdict !== 'possible' || path.doubt !== null) return path;
    const draw = this.flows.find(
      ({ flow: { from } }) => from.book === 'draws' && poolOf(from)?.key === key,
    );
    return draw ? { ...path, doubt: { missing: 'batch', event: draw.order.ref } } : path;
  }

  /** Within what the books allow. What came by a place rather than by a batch is not guessed at. */
  private guessOn(line: Line, { least, most }: Range): Amount | null {
    const { suspicion } = this.judgement;
    if (this.judgement.contacts.size > 0) return null;
    const guess = Guess.of(this.flows).on(line, (batch) => suspicion.isSuspect(batch));
    return guess === null ? null : larger(smaller(guess, most), least);
  }

  private wordsOf(line: Line) {
    const { holder, product, uom, batch, owner } = line;
    return { holder, product, uom, batch, owner, where: this.trips.whereIs(holder) };
  }

  private count(line: Line, amount: Amount): void {
    if (isAccount(line)) return;
    if (line.book === 'goods') {
      this.held.set(lineId(line), (this.held.get(lineId(line)) ?? 0n) + amount);
    }
    const key = poolOf(line)?.key;
    if (line.book === 'draws' && key !== undefined) {
      this.openDraws.set(key, (this.openDraws.get(key) ?? 0n) - amount);
    }
  }
}

const nothingSuspect = {
  verdict: 'cleared' as const,
  suspect: { least: 0n, most: 0n },
  guess: null,
  dose: { least: 0n, most: 0n },
  isMeasured: true,
};

function verdictOf(lump: Lump, isNamed = false): Verdict {
  if (lump.isSure) return 'certain';
  return isNamed || isSuspect(lump) ? 'possible' : 'cleared';
}

/** What is certain no record would make less so, though goods may have come to it another, doubtful way as well. */
function pathOf(verdict: Verdict, path: Path): Path {
  return verdict === 'certain' ? { ...path, doubt: null } : path;
}

function rankOf(verdict: Verdict): number {
  return ['certain', 'possible', 'cleared'].indexOf(verdict);
}

function idOf({ holder, product, uom, batch, owner }: HoldingFinding): string {
  return lineId({ holder, product, uom, batch, owner, book: 'goods' });
}
