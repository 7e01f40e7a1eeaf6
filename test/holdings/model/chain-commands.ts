import fc from 'fast-check';
import type { Answer } from '../../support/app.js';
import { succeeded, type Body, type World } from '../../cases/world.js';
import { BeyondModel, reckon, type Party, type Saying, type Told } from './chain-model.js';

/** What the model knows: the events that stand, and the names they may use. */
export class ChainModel {
  events: readonly Told[] = [];
  readonly batches: string[] = [];
  /** What was tried and how it went, over all runs. */
  constructor(readonly tally: Map<string, number>) {}

  count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1);
  }
}

/** The service, through its front door. */
export interface Chain {
  readonly world: World;
  /** Tells documents of this run from those of others. */
  readonly run: string;
  /** The releases, by our id of the event. */
  readonly ways: Map<string, Told>;
}

type Step = fc.AsyncCommand<ChainModel, Chain>;

interface Choice {
  readonly author: Party;
  readonly other: Party;
  readonly hour: number;
  readonly batch: number;
  readonly amount: number;
  readonly document: number;
  readonly isAct: boolean;
  readonly pick: number;
  readonly drift: number;
}

const parties = ['F', 'P', 'W'] as const;

const choice: fc.Arbitrary<Choice> = fc
  .record({
    author: fc.constantFrom(...parties),
    step: fc.constantFrom(1, 1, 1, 2),
    hour: fc.integer({ min: 2, max: 60 }),
    batch: fc.constantFrom(0, 0, 0, 1, 1, 2, 3),
    amount: fc.integer({ min: 1, max: 12 }),
    document: fc.nat({ max: 5 }),
    isAct: fc.constantFrom(true, false, false),
    pick: fc.nat({ max: 20 }),
    drift: fc.constantFrom(0, 0, 0, -1, 1, 2, 30),
  })
  .map(({ step, ...rest }) => {
    const other = parties[(parties.indexOf(rest.author) + step) % parties.length] ?? 'F';
    return { ...rest, other };
  });

/** An event by an author at an hour, if the model has what it needs. */
type Telling = (model: Readonly<ChainModel>, choice: Choice) => Omit<Told, 'id'> | undefined;

const pickOf = <Item>(items: readonly Item[], n: number): Item | undefined =>
  items.length === 0 ? undefined : items[n % items.length];
const batchOf = (model: Readonly<ChainModel>, n: number) => pickOf(model.batches, n);
/** Most hand-offs go without a document; a number stands for one between two parties. */
const documentOf = (n: number, from: Party, to: Party) => (n < 2 ? `${from}${to}${n}` : null);
/** Two of them make goods, each a product of its own. */
const makerOf = (party: Party) => (party === 'W' ? 'P' : party);
const newBatch = (model: Readonly<ChainModel>) => `B${model.batches.length + 1}`;

const tellings: Readonly<Record<string, Telling>> = {
  produce: (model, { hour, batch, amount }) => {
    const made = model.batches.filter((name) => !name.includes('from'));
    const name = pickOf(made, batch);
    return name === undefined
      ? undefined
      : { author: 'F', hour, says: { kind: 'make', batch: name, amount } };
  },
  sell: (model, { author, hour, batch, amount }) => {
    const name = batchOf(model, batch);
    return name === undefined
      ? undefined
      : { author, hour, says: { kind: 'sell', batch: name, amount } };
  },
  ship: (model, { author, other, hour, batch, amount, document: n }) => {
    const name = batchOf(model, batch);
    const document = documentOf(n, author, other);
    return name === undefined
      ? undefined
      : { author, hour, says: { kind: 'ship', to: other, batch: name, amount, document } };
  },
  receive: (model, { author, other, hour, batch, amount, document: n }) => {
    const name = batchOf(model, batch);
    const document = documentOf(n, other, author);
    return name === undefined
      ? undefined
      : {
          author,
          hour,
          says: { kind: 'receive', from: other, batch: name, amount, document },
        };
  },
  'take what was shipped': (model, { pick, drift }) => {
    const ships = model.events.filter(({ says }) => says.kind === 'ship');
    const ship = pickOf(ships, pick);
    if (ship?.says.kind !== 'ship') return undefined;
    const { to, batch, amount, document } = ship.says;
    const taken = Math.max(1, drift > 2 ? amount : amount + drift);
    const hour = Math.max(1, ship.hour + (drift > 2 ? drift : 1 + drift));
    return {
      author: to,
      hour,
      says: { kind: 'receive', from: ship.author, batch, amount: taken, document },
    };
  },
  'ship once more': (model, { hour, amount, pick, drift }) => {
    const ship = pickOf(
      model.events.filter(({ says }) => says.kind === 'ship'),
      pick,
    );
    if (ship?.says.kind !== 'ship') return undefined;
    const sent = drift === 0 ? amount : Math.max(1, ship.says.amount - drift);
    const later = ship.hour + (hour % 30) - 6;
    const says = { ...ship.says, amount: sent, document: null };
    return { author: ship.author, hour: Math.max(1, later), says };
  },
  'ship what was taken': (model, { pick, drift }) => {
    const takes = model.events.filter(({ says }) => says.kind === 'receive');
    const take = pickOf(takes, pick);
    if (take?.says.kind !== 'receive') return undefined;
    const { from, batch, amount, document } = take.says;
    const sent = Math.max(1, drift > 2 ? amount : amount + drift);
    const hour = Math.max(1, take.hour - (drift > 2 ? -drift : 1 + drift));
    return {
      author: from,
      hour,
      says: { kind: 'ship', to: take.author, batch, amount: sent, document },
    };
  },
  split: (model, { author: any, hour, batch, amount }) => {
    const author = makerOf(any);
    const name = batchOf(model, batch);
    const output = `${newBatch(model)}from`;
    return name === undefined
      ? undefined
      : {
          author,
          hour,
          says: { kind: 'make from', inputs: [{ batch: name, amount }], output },
        };
  },
  merge: (model, { author: any, hour, batch, amount, pick }) => {
    const author = makerOf(any);
    const [name, other] = [batchOf(model, batch), batchOf(model, batch + 1)];
    if (name === undefined || other === undefined || name === other) return undefined;
    const inputs = [
      { batch: name, amount },
      { batch: other, amount: 1 + (pick % 5) },
    ];
    return {
      author,
      hour,
      says: { kind: 'make from', inputs, output: `${newBatch(model)}from` },
    };
  },
  pack: (model, choice) => {
    const { held, unit } = reckon(model.events);
    const loose = linesAt(held, parties).filter(({ party }) => party === (unit ?? party));
    const line = pickOf(loose, choice.pick);
    if (line === undefined || line.amount < 0) return undefined;
    const amount = Math.min(line.amount, choice.amount);
    return at(model, choice, line.party, { kind: 'pack', batch: line.batch, amount });
  },
  unpack: (model, choice) => {
    const { held } = reckon(model.events);
    const packed = linesAt(
      held,
      parties.map((party) => `U at ${party}` as const),
    );
    const line = pickOf(packed, choice.pick);
    if (line === undefined) return undefined;
    const amount = Math.min(line.amount, choice.amount);
    const party = line.party.slice('U at '.length) as Party;
    return at(model, choice, party, { kind: 'unpack', batch: line.batch, amount });
  },
  'ship the unit': (model, choice) => {
    const author = parties.find((party) => party === reckon(model.events).unit);
    const to = author === choice.other ? choice.author : choice.other;
    return author && at(model, choice, author, { kind: 'ship unit', to });
  },
  'receive the unit': (model, choice) => {
    const [from, by] = (reckon(model.events).unit ?? '').split('->') as Party[];
    if (from === undefined || by === undefined) return undefined;
    return at(model, choice, by, { kind: 'receive unit', from });
  },
};

/** Mostly after all that was told so far, now and then at any hour. */
function at(model: Readonly<ChainModel>, { hour, drift }: Choice, author: Party, says: Saying) {
  const last = Math.max(...model.events.map((event) => event.hour));
  return { author, hour: drift === 30 ? hour : last + 1 + (hour % 3), says };
}

function linesAt<Place extends string>(
  held: ReadonlyMap<string, number>,
  places: readonly Place[],
): { party: Place; batch: string; amount: number }[] {
  return [...held].flatMap(([name, amount]) => {
    const [where, batch = ''] = name.split(': ');
    const party = places.find((place) => place === where);
    return party === undefined ? [] : [{ party, batch, amount }];
  });
}

/** What is told instead where a telling has nothing to follow up on yet. */
const instead: Readonly<Record<string, string>> = {
  'take what was shipped': 'ship',
  'ship once more': 'ship',
  'ship what was taken': 'receive',
  'receive the unit': 'ship the unit',
  'ship the unit': 'pack',
  unpack: 'pack',
  pack: 'produce',
  merge: 'split',
};

/** Tells one event, as an act or a fact, and expects the answer that the model gives. */
class Tell implements Step {
  constructor(
    private readonly name: string,
    private readonly chosen: Choice,
  ) {}

  check(model: Readonly<ChainModel>): boolean {
    return this.telling(model) !== undefined;
  }

  async run(model: ChainModel, { world, run, ways }: Chain): Promise<void> {
    const { name, event } = this.telling(model) ?? {};
    if (name === undefined || event === undefined) return;
    const told: Told = { ...event, id: `urn:uuid:${world.service.random.uuid()}` };
    const recorded = this.chosen.isAct ? 'act' : 'fact';
    const isRefused = recorded === 'act' && raises(model.events, told);
    const answer = await tell(world, run, told, recorded);
    const expected = isRefused ? 409 : 201;
    if (answer.status !== expected) {
      const { status, body } = answer;
      throw new Error(`${name}: ${status}, not ${expected}: ${JSON.stringify({ told, body })}`);
    }
    model.count(`${name} ${answer.status}`);
    if (isRefused) return;
    if ('to' in told.says) ways.set(String(answer.body.id), told);
    model.events = [...model.events, told];
    if (told.says.kind === 'make from') model.batches.push(told.says.output);
  }

  toString(): string {
    return `${this.name} ${JSON.stringify(this.chosen)}`;
  }

  /** The first telling that the model can follow, and the event it comes to. */
  private telling(model: Readonly<ChainModel>): { name: string; event: Told } | undefined {
    for (let name: string | undefined = this.name; name !== undefined; name = instead[name]) {
      const telling = tellings[name]?.(model, this.chosen);
      const event = telling && { id: '', ...telling };
      if (event && isWithin([...model.events, event])) return { name, event };
    }
    return undefined;
  }
}

/** Registers a batch with what was made of it. */
class Register implements Step {
  constructor(private readonly chosen: Choice) {}

  check(): boolean {
    return true;
  }

  async run(model: ChainModel, { world, run }: Chain): Promise<void> {
    const batch = newBatch(model);
    await world.product('F', 'F', { itemCode: `item of ${run}` });
    const { hour } = this.chosen;
    const amount = this.chosen.amount * 3;
    await world.make('F', batch, String(amount), { hour, product: 'F' });
    model.batches.push(batch);
    const says: Saying = { kind: 'make', batch, amount };
    model.events = [...model.events, { id: `of ${batch}`, author: 'F', hour, says }];
    model.count('register 201');
  }

  toString(): string {
    return `register ${this.chosen.amount * 3} @${this.chosen.hour}`;
  }
}

/** Declares an event in error, whatever hangs on it. */
class Correct implements Step {
  constructor(private readonly chosen: Choice) {}

  check(model: Readonly<ChainModel>): boolean {
    const gone = this.gone(model);
    return gone !== undefined && isWithin(model.events.filter((event) => event !== gone));
  }

  async run(model: ChainModel, { world }: Chain): Promise<void> {
    const gone = this.gone(model);
    if (gone === undefined) return;
    const reason = await world.secret(gone.author, 'extension');
    const activity = { activity: 'declare-error', of: gone.id, reason };
    succeeded('declare-error', await world.tell(gone.author, activity));
    model.events = model.events.filter((event) => event !== gone);
    model.count('correct 201');
  }

  toString(): string {
    return `correct ${this.chosen.pick}`;
  }

  private gone(model: Readonly<ChainModel>): Told | undefined {
    return pickOf(
      model.events.filter(({ id }) => id.startsWith('urn:')),
      this.chosen.pick,
    );
  }
}

function isWithin(events: readonly Told[]): boolean {
  try {
    reckon(events);
    return true;
  } catch (error) {
    if (error instanceof BeyondModel) return false;
    throw error;
  }
}

/** An act is refused if it raises any booking, of itself or of what comes earlier or later. */
function raises(events: readonly Told[], told: Told): boolean {
  const before = reckon(events).booked;
  const after = reckon([...events, told]).booked;
  return [...after].some(([name, amount]) => amount > (before.get(name) ?? 0));
}

async function tell(
  world: World,
  run: string,
  { id, author, hour, says }: Told,
  recorded: string,
): Promise<Answer<Body>> {
  const common = { eventId: id, at: world.at(hour), recorded };
  const partyOf = async (name: Party) => (await world.trader(name)).partyId;
  const goods = (batch: string, amount: number) => world.goods(`${batch} ${amount}`);
  const documents = (document: string | null) =>
    document === null ? {} : { documents: [{ type: 'desadv', id: `${run}-${document}` }] };
  const say = (activity: string, more: Body) =>
    world.tell(author, { activity, ...common, ...more });
  switch (says.kind) {
    case 'make':
      return say('produce', { goods: goods(says.batch, says.amount) });
    case 'sell':
      return say('sell', { goods: goods(says.batch, says.amount) });
    case 'ship':
      return say('ship', {
        toPartyId: await partyOf(says.to),
        goods: goods(says.batch, says.amount),
        ...documents(says.document),
      });
    case 'receive':
      return say('receive', {
        fromPartyId: await partyOf(says.from),
        goods: goods(says.batch, says.amount),
        ...documents(says.document),
      });
    case 'make from': {
      const { inputs, output } = says;
      const total = inputs.reduce((sum, { amount }) => sum + amount, 0);
      const productId = await world.product(author, author, { itemCode: `item of ${run}` });
      const answer = await say(inputs.length === 1 ? 'split' : 'transform', {
        goods: inputs.flatMap(({ batch, amount }) => goods(batch, amount)),
        outputs: [{ productId, number: output, quantity: { value: String(total), unit: 'KGM' } }],
      });
      const [made] = (answer.body.batches ?? []) as { id: string }[];
      if (made !== undefined) world.adopt(output, made.id, author);
      return answer;
    }
    case 'pack':
    case 'unpack':
      return say(says.kind, {
        unit: await world.unit('U'),
        goods: goods(says.batch, says.amount),
      });
    case 'ship unit':
      return say('ship', { toPartyId: await partyOf(says.to), units: [await world.unit('U')] });
    case 'receive unit':
      return say('receive', {
        fromPartyId: await partyOf(says.from),
        units: [await world.unit('U')],
      });
  }
}

const register = choice.map((chosen): Step => new Register(chosen));
const correct = choice.map((chosen): Step => new Correct(chosen));

/** Several open hand-offs between two parties are where matching has to choose. */
const handoffs = ['take what was shipped', 'take what was shipped', 'ship once more'];

/** Registers two batches, then does what comes: late, shuffled, as acts or as facts. */
export function chainCommands(): fc.Arbitrary<Step[]> {
  const told = [...Object.keys(tellings), ...handoffs].map((name) =>
    choice.map((chosen): Step => new Tell(name, chosen)),
  );
  const any = fc.oneof(register, correct, ...told);
  const others = fc.array(any, { minLength: 4, maxLength: 8, size: 'max' });
  return fc
    .tuple(register, register, others)
    .map(([first, second, rest]) => [first, second, ...rest]);
}
