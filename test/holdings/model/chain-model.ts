/**
 * The books of a small chain, reckoned the slow and obvious way: all events that stand, sorted, applied one after the
 * other to plain maps. Written from what events mean, not from the code: it imports nothing, least of all the fold.
 *
 * What it leaves out: batches unknown, tanks, whole days, more than one logistic unit, and a unit that is named where
 * the events do not put it. Events that would lead there are `BeyondModel`.
 */
export type Party = 'F' | 'P' | 'W';

export type Saying =
  | { readonly kind: 'make'; readonly batch: string; readonly amount: number }
  | { readonly kind: 'sell'; readonly batch: string; readonly amount: number }
  | {
      readonly kind: 'ship';
      readonly to: Party;
      readonly batch: string;
      readonly amount: number;
      readonly document: string | null;
    }
  | {
      readonly kind: 'receive';
      readonly from: Party;
      readonly batch: string;
      readonly amount: number;
      readonly document: string | null;
    }
  | {
      readonly kind: 'make from';
      readonly inputs: readonly { readonly batch: string; readonly amount: number }[];
      readonly output: string;
    }
  | { readonly kind: 'pack' | 'unpack'; readonly batch: string; readonly amount: number }
  | { readonly kind: 'ship unit'; readonly to: Party }
  | { readonly kind: 'receive unit'; readonly from: Party };

/** One event that stands. */
export interface Told {
  readonly id: string;
  readonly author: Party;
  readonly hour: number;
  readonly says: Saying;
}

export class BeyondModel extends Error {}

export interface Reckoned {
  /** `F: A`, `F->P: A` by its event, `U at F: A` and how much is there. */
  readonly held: ReadonlyMap<string, number>;
  /** By event, place and batch: what nothing accounts for. */
  readonly booked: ReadonlyMap<string, number>;
  /** Whose place the unit is at, or between which; null before it is first packed. */
  readonly unit: string | null;
  /** What came to each party and left it, in the order in which it did. */
  readonly moved: readonly Moved[];
}

/** Goods that came to a party or left it. */
export interface Moved {
  readonly party: Party;
  readonly hour: number;
  readonly how: 'made' | 'received' | 'unaccountedIn' | 'shipped' | 'sold' | 'used';
  readonly batch: string;
  readonly amount: number;
}

/** At one instant: adds, unpacking, draws inside, outward draws. */
const ranks = { add: 1, unpack: 2, inside: 3, outward: 4 };

export function reckon(events: readonly Told[]): Reckoned {
  const books = new Books(matched(events));
  const steps = events.flatMap((event) => stepsOf(event));
  steps.sort(
    (a, b) =>
      a.event.hour - b.event.hour ||
      a.rank - b.rank ||
      compare(a.event.author, b.event.author) ||
      compare(a.event.id, b.event.id),
  );
  for (const step of steps) {
    books.hour = step.event.hour;
    step.apply(books);
  }
  return books.close(events);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Step {
  readonly event: Told;
  readonly rank: number;
  readonly apply: (books: Books) => void;
}

function stepsOf(event: Told): Step[] {
  const { author, says } = event;
  const step = (rank: keyof typeof ranks, apply: Step['apply']): Step => ({
    event,
    rank: ranks[rank],
    apply,
  });
  switch (says.kind) {
    case 'make':
      return [step('add', (books) => books.make(author, says.batch, says.amount))];
    case 'sell':
    case 'ship':
      return [step('outward', (books) => books.draw(event, says.batch, says.amount))];
    case 'receive':
      return [step('add', (books) => books.take(event, says.batch, says.amount))];
    case 'make from': {
      const total = says.inputs.reduce((sum, { amount }) => sum + amount, 0);
      return [
        ...says.inputs.map(({ batch, amount }) =>
          step('inside', (books) => books.draw(event, batch, amount)),
        ),
        step('add', (books) => books.make(author, says.output, total)),
      ];
    }
    case 'pack':
      return [step('inside', (books) => books.pack(author, says.batch, says.amount))];
    case 'unpack':
      return [step('unpack', (books) => books.unpack(author, says.batch, says.amount))];
    case 'ship unit':
      return [step('outward', (books) => books.shipUnit(author, says.to))];
    case 'receive unit':
      return [step('add', (books) => books.receiveUnit(author, says.from))];
  }
}

class Books {
  private readonly loose = new Map<string, number>();
  private readonly packed = new Map<string, number>();
  private readonly booked = new Map<string, number>();
  /** Where the unit is: a party's place, a way, or nowhere yet. */
  private unit: string | null = null;
  private readonly moved: Moved[] = [];
  hour = 0;

  constructor(private readonly matches: Matches) {}

  make(party: Party, batch: string, amount: number): void {
    this.put(party, batch, amount);
    this.note(party, 'made', batch, amount);
  }

  put(party: Party, batch: string, amount: number): void {
    add(this.loose, `${party}: ${batch}`, amount);
  }

  /** Loose goods first, then those in the unit standing there; the rest is booked as unaccounted in. */
  draw(event: Told, batch: string, amount: number): void {
    const { author } = event;
    let left = amount;
    const from = (held: Map<string, number>, name: string) => {
      const part = Math.min(left, held.get(name) ?? 0);
      add(held, name, -part);
      left -= part;
    };
    from(this.loose, `${author}: ${batch}`);
    if (this.unit === author) from(this.packed, batch);
    this.book(event, batch, left);
    const hows = { sell: 'sold', ship: 'shipped' } as const;
    const { kind } = event.says;
    this.note(author, kind === 'sell' || kind === 'ship' ? hows[kind] : 'used', batch, amount);
  }

  /** What was taken is there; what no release is matched with is unaccounted in. */
  take(event: Told, batch: string, amount: number): void {
    this.put(event.author, batch, amount);
    const taken = this.matches.taken.get(event.id) ?? 0;
    this.note(event.author, 'received', batch, taken);
    this.book(event, batch, amount - taken);
  }

  pack(party: Party, batch: string, amount: number): void {
    this.unit ??= party;
    const there = this.loose.get(`${party}: ${batch}`) ?? 0;
    if (this.unit !== party || there < amount) throw new BeyondModel();
    this.put(party, batch, -amount);
    add(this.packed, batch, amount);
  }

  unpack(party: Party, batch: string, amount: number): void {
    if (this.unit !== party || (this.packed.get(batch) ?? 0) < amount) throw new BeyondModel();
    add(this.packed, batch, -amount);
    this.put(party, batch, amount);
  }

  shipUnit(from: Party, to: Party): void {
    if (this.unit !== from) throw new BeyondModel();
    this.unit = `${from}->${to}`;
    for (const [batch, amount] of this.packed) this.note(from, 'shipped', batch, amount);
  }

  receiveUnit(by: Party, from: Party): void {
    if (this.unit !== `${from}->${by}`) throw new BeyondModel();
    this.unit = by;
    for (const [batch, amount] of this.packed) this.note(by, 'received', batch, amount);
  }

  close(events: readonly Told[]): Reckoned {
    const held = new Map(this.loose);
    for (const { id, author, says } of events) {
      if (says.kind !== 'ship') continue;
      const left = says.amount - (this.matches.released.get(id) ?? 0);
      add(held, `${author}->${says.to} by ${id}: ${says.batch}`, left);
    }
    for (const [batch, amount] of this.packed) add(held, `U at ${this.unit}: ${batch}`, amount);
    const { moved, unit } = this;
    return { held: withoutZeros(held), booked: withoutZeros(this.booked), unit, moved };
  }

  private note(party: Party, how: Moved['how'], batch: string, amount: number): void {
    this.moved.push({ party, hour: this.hour, how, batch, amount });
  }

  private book({ id, author }: Told, batch: string, amount: number): void {
    add(this.booked, `${id} at ${author}: ${batch}`, amount);
    this.note(author, 'unaccountedIn', batch, amount);
  }
}

/** How much of each release was taken, and how much of each taking was released. */
interface Matches {
  readonly released: ReadonlyMap<string, number>;
  readonly taken: ReadonlyMap<string, number>;
}

interface Side {
  readonly id: string;
  readonly hour: number;
  readonly way: string;
  readonly document: string | null;
  left: number;
  isTouched: boolean;
}

/**
 * First by document; then same two parties and batch: an untouched release of the same quantity, else untouched and
 * covering, else covering, else the oldest, never one over 24 h after or 90 days before the taking. All takings choose
 * by one rule, the earliest first, before the next rule is tried.
 */
function matched(events: readonly Told[]): Matches {
  const sorted = [...events].sort((a, b) => a.hour - b.hour || compare(a.id, b.id));
  const releases = sorted.flatMap(({ id, hour, author, says }): Side[] =>
    says.kind === 'ship' ? [sideOf(id, hour, `${author}->${says.to}`, says)] : [],
  );
  const takings = sorted.flatMap(({ id, hour, author, says }): Side[] =>
    says.kind === 'receive' ? [sideOf(id, hour, `${says.from}->${author}`, says)] : [],
  );
  const rules: ((taking: Side, release: Side) => boolean)[] = [
    (taking, release) => taking.document !== null && taking.document === release.document,
    (taking, release) => release.hour - taking.hour <= 24 && taking.hour - release.hour <= 90 * 24,
  ];
  const wanted = new Map([...releases, ...takings].map((side) => [side.id, side.left]));
  for (const fits of rules) {
    for (const taking of takings) {
      for (;;) {
        const open = releases.filter(
          (release) => release.way === taking.way && release.left > 0 && fits(taking, release),
        );
        const untouched = open.filter((release) => !release.isTouched);
        const covers = (release: Side) => release.left >= taking.left;
        const chosen =
          untouched.find((release) => release.left === taking.left) ??
          untouched.find(covers) ??
          open.find(covers) ??
          open[0];
        if (taking.left === 0 || chosen === undefined) break;
        const amount = Math.min(taking.left, chosen.left);
        taking.left -= amount;
        chosen.left -= amount;
        chosen.isTouched = true;
      }
    }
  }
  const gone = ({ id, left }: Side) => [id, (wanted.get(id) ?? 0) - left] as const;
  return { released: new Map(releases.map(gone)), taken: new Map(takings.map(gone)) };
}

function sideOf(
  id: string,
  hour: number,
  way: string,
  { batch, amount, document }: { batch: string; amount: number; document: string | null },
): Side {
  return { id, hour, way: `${way}: ${batch}`, document, left: amount, isTouched: false };
}

function add(map: Map<string, number>, name: string, amount: number): void {
  map.set(name, (map.get(name) ?? 0) + amount);
}

function withoutZeros(map: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...map].filter(([, amount]) => amount !== 0));
}
