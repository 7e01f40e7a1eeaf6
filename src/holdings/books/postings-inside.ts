import type { Goods, Move, Pack, Place, Transform, Unpack } from '../model/claim.js';
import { lineId } from '../model/keys.js';
import type { Source, Target, UnitStep } from '../model/model.js';
import { Rank } from '../model/order.js';
import type { Splitter } from './splitter.js';
import { balanceFlows } from '../model/transform-balance.js';

/** Between two places of one party. What is moved in is added before anything is drawn at that instant. */
export function splitMove(into: Splitter, { from, to, goods, units }: Move): void {
  const party = into.event.author;
  const source: Source = { kind: 'stock', place: from, party };
  const target: Target = { kind: 'stock', place: to, party, owner: null };
  if (from.id !== to.id) {
    goods.forEach((line, i) => inHalves(into, i, { goods: line, source, target, home: from }));
  }
  units.forEach((unit, i) =>
    into.atStart(Rank.inside, goods.length + i, step(unit, to, { kind: 'stand' })),
  );
}

export function splitPack(into: Splitter, { place, parent, goods, units }: Pack): void {
  const party = into.event.author;
  const source: Source = { kind: 'stock', place, party };
  const target: Target = { kind: 'stock', place, party, owner: null, container: parent };
  goods.forEach((line, i) => {
    const work = { goods: line, source, target, home: place };
    if (into.isWholeDay) inHalves(into, i, work);
    else into.atStart(Rank.inside, i, { kind: 'transfer', goods: line, source, target });
  });
  units.forEach((unit, i) =>
    into.atStart(Rank.inside, goods.length + i, step(unit, place, { kind: 'pack', parent })),
  );
}

/** Emptying depends on what the unit holds and can't be halved: it happens at a whole day's start. */
export function splitUnpack(into: Splitter, claim: Unpack): void {
  const { place, parent, goods, units } = claim;
  if (claim.everything) return into.atStart(Rank.unpack, 0, step(parent, place, { kind: 'empty' }));
  const party = into.event.author;
  const source: Source = { kind: 'stock', place, party };
  const target: Target = { kind: 'stock', place, party, owner: null };
  goods.forEach((line, i) => {
    const packed = { ...line, container: parent };
    if (into.isWholeDay) inHalves(into, i, { goods: packed, source, target, home: place });
    else into.atStart(Rank.unpack, i, { kind: 'transfer', goods: packed, source, target });
  });
  units.forEach((unit, i) =>
    into.atStart(Rank.unpack, goods.length + i, step(unit, place, { kind: 'unpack', parent })),
  );
}

export function splitTransform(into: Splitter, claim: Transform): void {
  const party = into.event.author;
  const account = 'transformation';
  const { inputs, inputUnits, outputs } = claim;
  inputs.forEach((goods, i) => {
    const source: Source = { kind: 'stock', place: claim.inputPlace, party };
    const target: Target = { kind: 'account', account };
    into.atEnd(Rank.inside, i, { kind: 'transfer', goods, source, target });
  });
  inputUnits.forEach((unit, i) => {
    const does: UnitStep['does'] = { kind: 'consume', account, gone: false };
    into.atStart(Rank.inside, inputs.length + i, step(unit, claim.inputPlace, does));
  });
  const inputLines = inputs.length + inputUnits.length;
  outputs.forEach((goods, i) => {
    const owner = goods.owner ?? party;
    const stock = { kind: 'stock' as const, place: claim.outputPlace, party, owner };
    const target = goods.container === undefined ? stock : { ...stock, container: goods.container };
    const source: Source = { kind: 'account', account };
    into.atStart(Rank.add, inputLines + i, { kind: 'transfer', goods, source, target });
  });
  const flows = balanceFlows(claim);
  if (flows.length === 0) return;
  into.atEnd(Rank.inside, inputLines + outputs.length, { kind: 'fixed', flows });
}

interface Halves {
  readonly goods: Goods;
  readonly source: Source;
  readonly target: Target;
  readonly home: Place;
}

/**
 * In first, out after, through a transit of their own in between. What goes in is named as claimed,
 * since nothing is drawn yet. An unrecorded amount can't be halved: it moves when it is drawn.
 */
function inHalves(into: Splitter, line: number, { goods, source, target, home }: Halves): void {
  if (goods.amount === null) {
    return into.atStart(Rank.inside, line, { kind: 'transfer', goods, source, target });
  }
  const between = lineId(into.event.ref, line);
  const party = into.event.author;
  const arrival: Source = { kind: 'transit', line: between, party, home };
  const departure: Target = { kind: 'transit', line: between };
  into.atStart(Rank.add, line, { kind: 'transfer', goods, source: arrival, target }, 0);
  into.atEnd(Rank.inside, line, { kind: 'transfer', goods, source, target: departure }, 1);
}

function step(unit: string, place: Place, does: UnitStep['does']): UnitStep {
  return { kind: 'unit', unit, place, does };
}
