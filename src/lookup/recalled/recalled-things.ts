import type { RecalledPassport } from '../passport.dto.js';
import type { RecalledThing } from './recalled.store.js';

/** Batches and logistic units that are held: of each a kilobyte or two is told. */
export const thingsMax = 10_000;

interface HeldThing extends RecalledThing {
  /** Undefined where it is not told yet, or was not recalled any more when it was read. */
  passport?: RecalledPassport | undefined;
}

/** Batches and logistic units under recall with what is told of them, by what they are asked for by. */
export class RecalledThings {
  private held = new Map<string, HeldThing>();
  private batches = new Map<string, HeldThing>();
  private untold = new Set<string>();
  /** Whether some were left out: those of the least grave and latest recalls. */
  isCut = false;

  constructor(private readonly most = thingsMax) {}

  /** How many to ask for, so that it shows whether there are more than can be held. */
  get wanted(): number {
    return this.most + 1;
  }

  /** Only these are under recall now. Answers those of which is to be read anew what is told. */
  turnTo(things: readonly RecalledThing[]): RecalledThing[] {
    const before = this.held;
    this.held = new Map();
    this.batches = new Map();
    for (const thing of things.slice(0, this.most)) {
      const known = before.get(thing.key);
      const passport = known?.recallId === thing.recallId ? known.passport : undefined;
      const now = { ...thing, passport };
      if (passport === undefined) this.untold.add(thing.key);
      this.held.set(thing.key, now);
      if (thing.batch === null) continue;
      for (const name of [thing.batch.id, ...numbersOf(thing.batch)]) this.batches.set(name, now);
    }
    for (const key of this.untold) if (!this.held.has(key)) this.untold.delete(key);
    this.isCut = things.length > this.most;
    return [...this.untold].flatMap((key) => this.held.get(key) ?? []);
  }

  /** What was read of a thing; nothing, where it was not recalled any more. */
  tell(key: string, passport: RecalledPassport | undefined): void {
    const thing = this.held.get(key);
    if (thing !== undefined) thing.passport = passport;
    this.untold.delete(key);
  }

  /** Ids of the batches, gravest recalls first. */
  get batchIds(): string[] {
    return [...this.held.values()].flatMap(({ batch }) => batch?.id ?? []);
  }

  get(key: string): RecalledPassport | undefined {
    return this.held.get(key)?.passport;
  }

  ofBatch(id: string): RecalledPassport | undefined {
    return this.batches.get(id)?.passport;
  }

  ofNumber(gtin: string, number: string): RecalledPassport | undefined {
    return this.batches.get(numbered(gtin, number))?.passport;
  }

  /** Whether what is not here is not under recall. */
  get isWhole(): boolean {
    return !this.isCut && this.untold.size === 0;
  }
}

/** No id looks like it. */
const numbered = (gtin: string, number: string) => `${gtin}/${number}`;

const numbersOf = ({ gtins, number }: NonNullable<RecalledThing['batch']>) =>
  gtins.map((gtin) => numbered(gtin, number));
