import { Story } from '../pure/story.js';

/** What is recorded: goods under their batch, or `?` where nobody said of which batch of the product they were. */
export type Step =
  | {
      readonly does: 'make';
      readonly place: string;
      readonly batch: string;
      readonly amount: number;
    }
  | ({ readonly does: 'send'; readonly place: string; readonly to: string } & Drawn)
  | ({ readonly does: 'sell'; readonly place: string } & Drawn)
  | {
      readonly does: 'use';
      readonly place: string;
      readonly inputs: readonly Drawn[];
      readonly output: string;
    };

export interface Drawn {
  readonly what: string;
  readonly amount: number;
}

/** One way in which everything recorded can have happened: what really is where, and which batches are suspect. */
interface World {
  readonly stock: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly suspect: readonly string[];
}

/** Batches of the one product that is drawn without saying of which. */
const unnamed = ['A', 'B', 'E'];

/**
 * All ways in which what is recorded can have happened, one by one: each draw without a batch took each mixture that was
 * there, and ways that a later record excludes are gone. Slow, and right by its looks: it knows nothing of books, bounds or links.
 */
export class PossibleWorlds {
  private worlds: readonly World[] = [{ stock: {}, suspect: ['A'] }];
  readonly story = new Story();
  private hours = 0;

  /** Records a step, unless no way is left in which it can have happened, or there are too many to go on. */
  record(step: Step, worldsMax: number): void {
    const after = new Map<string, World>();
    for (const world of this.worlds) {
      for (const next of afterStep(world, step)) after.set(JSON.stringify(next), next);
    }
    if (after.size === 0 || after.size > worldsMax) return;
    this.worlds = [...after.values()];
    this.tell(step);
  }

  /** How much of what is at a place is suspect, at least and at most. */
  suspectAt(place: string): { readonly least: number; readonly most: number } {
    const amounts = this.worlds.map(({ stock, suspect }) =>
      suspect.reduce((sum, batch) => sum + (stock[place]?.[batch] ?? 0), 0),
    );
    return { least: Math.min(...amounts), most: Math.max(...amounts) };
  }

  /** In how many of the ways, of all, a batch is suspect. */
  isSuspect(batch: string): 'always' | 'sometimes' | 'never' {
    const times = this.worlds.filter(({ suspect }) => suspect.includes(batch)).length;
    return times === 0 ? 'never' : times === this.worlds.length ? 'always' : 'sometimes';
  }

  private tell(step: Step): void {
    const { story } = this;
    const at = (this.hours += 1);
    switch (step.does) {
      case 'make':
        story.make(step.place, at, `${step.batch} ${step.amount}`);
        return;
      case 'send': {
        const { place, to, what, amount } = step;
        story.ship(place, to, at, `${what} ${amount}`);
        story.receive(to, place, at + 0.5, `${what} ${amount}`);
        return;
      }
      case 'sell':
        story.draw(step.place, at, `${step.what} ${step.amount}`);
        return;
      case 'use': {
        const inputs = step.inputs.map(({ what, amount }) => `${what} ${amount}`).join(', ');
        story.transform(step.place, at, inputs, `${step.output} ${made(step)}`);
      }
    }
  }
}

const made = ({ inputs }: Extract<Step, { does: 'use' }>) =>
  inputs.reduce((sum, { amount }) => sum + amount, 0);

function afterStep(world: World, step: Step): World[] {
  switch (step.does) {
    case 'make':
      return [put(world, step.place, { [step.batch]: step.amount })];
    case 'send':
      return drawn(world, step.place, step).map(([left, taken]) => put(left, step.to, taken));
    case 'sell':
      return drawn(world, step.place, step).map(([left]) => left);
    case 'use': {
      let ways: [World, boolean][] = [[world, false]];
      for (const input of step.inputs) {
        ways = ways.flatMap(([before, isTainted]) =>
          drawn(before, step.place, input).map(([left, taken]): [World, boolean] => {
            const isSuspect = Object.keys(taken).some((batch) => world.suspect.includes(batch));
            return [left, isTainted || isSuspect];
          }),
        );
      }
      return ways.map(([left, isTainted]) => {
        const after = put(left, step.place, { [step.output]: made(step) });
        return isTainted ? { ...after, suspect: [...after.suspect, step.output] } : after;
      });
    }
  }
}

/** Each way to take this from there: what is left, and what was taken of which batch. */
function drawn(
  world: World,
  place: string,
  { what, amount }: Drawn,
): [World, Record<string, number>][] {
  const candidates = what === '?' ? unnamed : [what];
  const there = world.stock[place] ?? {};
  return mixtures(candidates, amount, there).map((taken) => {
    const less = Object.fromEntries(Object.entries(taken).map(([batch, much]) => [batch, -much]));
    return [put(world, place, less), taken];
  });
}

function mixtures(
  [first, ...others]: readonly string[],
  amount: number,
  there: Readonly<Record<string, number>>,
): Record<string, number>[] {
  if (first === undefined) return amount === 0 ? [{}] : [];
  const ways: Record<string, number>[] = [];
  for (let much = 0; much <= Math.min(amount, there[first] ?? 0); much += 1) {
    for (const rest of mixtures(others, amount - much, there)) {
      ways.push(much === 0 ? rest : { ...rest, [first]: much });
    }
  }
  return ways;
}

function put(world: World, place: string, goods: Readonly<Record<string, number>>): World {
  const there: Record<string, number> = { ...world.stock[place] };
  for (const [batch, much] of Object.entries(goods)) there[batch] = (there[batch] ?? 0) + much;
  const sorted = Object.entries(there)
    .filter(([, much]) => much !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const stock = { ...world.stock, [place]: Object.fromEntries(sorted) };
  return {
    ...world,
    stock: Object.fromEntries(Object.entries(stock).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
