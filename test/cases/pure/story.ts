import type {
  Claim,
  Declared,
  FoldEvent,
  Goods,
  Load,
  Naming,
  Place,
} from '../../../src/holdings/model/claim.js';
import { wholeAmount } from '../../../src/kernel/index.js';

/**
 * Words for writing worked cases down: parties and their places share a name, batches A, B, E are of
 * product X and all others of a product of their own, times are hours.
 */
const hour = 3_600_000;
export const day = 24 * hour;
const start = Date.UTC(2026, 0, 1);

export function at(hours: number): number {
  return start + hours * hour;
}

export function place(id: string, party = id): Place {
  return { id, party, mixing: id.startsWith('tank') ? 'blending' : 'discrete' };
}

const ofProductX = new Set(['A', 'B', 'E', '?']);

/** `A 100`, `? 50` (batch unknown), `A` (amount not recorded), `A 5 in U`, `D 7 H87`. */
export function goods(text: string): Goods {
  const [load, container] = text.split(' in ');
  const [batch = '', amount, uom = 'KGM'] = (load ?? '').split(' ');
  const [whole = '0', items] = (amount ?? '').split(':');
  return {
    product: ofProductX.has(batch) ? 'X' : `product of ${batch}`,
    batch: batch === '?' ? null : batch,
    uom,
    amount: amount === undefined ? null : wholeAmount(Number(whole)),
    ...(items === undefined ? {} : { items: items.split('+') }),
    ...(container === undefined ? {} : { container }),
  };
}

/** `A 100, B 5, [U], [K1]`: goods, and units in brackets. */
function load(text: string): Load {
  const words = text.split(',').map((word) => word.trim());
  const isUnit = (word: string) => word.startsWith('[');
  return {
    goods: words.filter((word) => word !== '' && !isUnit(word)).map(goods),
    units: words.filter(isUnit).map((word) => word.slice(1, -1)),
  };
}

interface Told extends Partial<Naming> {
  /** Named when the story needs it; else the number of the event. */
  readonly id?: string;
  readonly author?: string;
}

/** Collects the events of one case. */
export class Story {
  readonly events: FoldEvent[] = [];

  make(party: string, hours: number, what: string, told: Told = {}): this {
    return this.tell(party, hours, { kind: 'make', place: place(party), ...load(what) }, told);
  }

  makeAt(where: Place, hours: number, what: string): this {
    return this.tell(where.party, hours, { kind: 'make', place: where, ...load(what) });
  }

  shipFrom(where: Place, to: string, hours: number, what: string, told: Told = {}): this {
    const claim: Claim = { kind: 'release', place: where, to, ...load(what), ...naming(told) };
    return this.tell(where.party, hours, claim, told);
  }

  packAt(where: Place, hours: number, what: string, parent: string): this {
    return this.tell(where.party, hours, { kind: 'pack', place: where, parent, ...load(what) });
  }

  ship(from: string, to: string | null, hours: number, what: string, told: Told = {}): this {
    const claim: Claim = {
      kind: 'release',
      place: place(from),
      to,
      ...load(what),
      ...naming(told),
    };
    return this.tell(from, hours, claim, told);
  }

  receive(
    party: string,
    from: string | null,
    hours: number,
    what: string,
    told: Told & { custodyOnly?: boolean } = {},
  ): this {
    const { custodyOnly = false } = told;
    const sides = { place: place(party), from, custodyOnly, ...naming(told) };
    return this.tell(party, hours, { kind: 'take', ...sides, ...load(what) }, told);
  }

  move(party: string, from: Place, to: Place, hours: number, what: string): this {
    return this.tell(party, hours, { kind: 'move', from, to, ...load(what) });
  }

  pack(party: string, hours: number, what: string, parent: string, told: Told = {}): this {
    const claim: Claim = { kind: 'pack', place: place(party), parent, ...load(what) };
    return this.tell(party, hours, claim, told);
  }

  unpack(party: string, hours: number, what: string, parent: string): this {
    const everything = what === '';
    const sides = { place: place(party), parent, everything };
    return this.tell(party, hours, { kind: 'unpack', ...sides, ...load(what) });
  }

  transform(
    party: string,
    hours: number,
    inputs: string,
    outputs: string,
    declared: { losses?: Declared[]; gains?: Declared[]; inputPlace?: Place } = {},
  ): this {
    const { losses = [], gains = [], inputPlace = place(party) } = declared;
    const { goods: drawn, units: inputUnits } = load(inputs);
    return this.tell(party, hours, {
      kind: 'transform',
      inputPlace,
      outputPlace: place(party),
      inputs: drawn,
      inputUnits,
      outputs: load(outputs).goods,
      losses,
      gains,
    });
  }

  draw(party: string, hours: number, what: string, as = 'sold', where = place(party)): this {
    return this.tell(party, hours, { kind: 'draw', place: where, as, ...load(what) });
  }

  count(party: string, hours: number, what: string, where = place(party)): this {
    return this.tell(party, hours, { kind: 'count', place: where, goods: load(what).goods });
  }

  cleanOut(where: Place, hours: number): this {
    return this.tell(where.party, hours, { kind: 'cleanOut', place: where });
  }

  void(party: string, hours: number, ...releases: string[]): this {
    return this.tell(party, hours, { kind: 'void', releases });
  }

  /** Stretches the last event over its whole day. */
  wholeDay(): this {
    const last = this.events.pop();
    if (!last) return this;
    const from = last.from - ((last.from - start) % day);
    this.events.push({ ...last, from, to: from + day });
    return this;
  }

  /** One event by its id. */
  event(id: string): FoldEvent {
    const found = this.events.find((each) => each.eventId === id);
    if (!found) throw new Error(`no event ${id}`);
    return found;
  }

  private tell(party: string, hours: number, claim: Claim, told: Told = {}): this {
    const author = told.author ?? party;
    const eventId = told.id ?? `e${String(this.events.length + 1).padStart(2, '0')}`;
    const ref = author === party ? eventId : `${eventId} by ${author}`;
    this.events.push({ ref, eventId, author, from: at(hours), to: at(hours), claim });
    return this;
  }
}

export function loss(batch: string, amount: number): Declared {
  const { product, uom } = goods(batch);
  return { product, uom, amount: wholeAmount(amount), reason: 'trimmings' };
}

function naming({ documents = [], names = [] }: Told): Naming {
  return { documents, names };
}
