import type { RecalledPassport } from '../passport.dto.js';
import type { RecalledThing } from './recalled.store.js';

/** Batches and logistic units that are held: of each a kilobyte or two is told. */
export const thingsMax = 10_000;

interface HeldThing extends RecalledThing {
  /** `nothing`: it was not recalled any more when it was read, or not yet again. Undefined: it was not read yet. */
  passport?: RecalledPassport | 'nothing' | undefined;
}

/** Batches and logistic units under recall with what is told of them, by what they are asked for by. */
export class RecalledThings {
  private held = new Map<string, HeldThing>();
  private batches = new Map<string, HeldThing>();
  private gtins = new Set<string>();
  private unread = new Set<string>();
  /** Whether some were left out: those of the least grave and latest recalls. */
  isCut = false;

  constructor(private readonly most = thingsMax) {}

  /** How many to ask for, so that it shows whether there are more than can be held. */
  get wanted(): number {
    return this.most + 1;
  }

  /** Only these are under recall now. Answers those of which is to be read what is told, `unread` ones first. */
  turnTo(things: readonly RecalledThing[]): RecalledThing[] {
    const before = this.held;
    const again: RecalledThing[] = [];
    this.unread = new Set();
    this.held = new Map();
    this.batches = new Map();
    this.gtins = new Set(things.flatMap(({ batch }) => batch?.gtins ?? []));
    for (const thing of things.slice(0, this.most)) {
      const known = before.get(thing.key);
      const passport = known?.recallId === thing.recallId ? known.passport : undefined;
      const now = { ...thing, passport };
      if (passport === undefined) this.unread.add(thing.key);
      if (passport === 'nothing') again.push(thing);
      this.held.set(thing.key, now);
      if (thing.batch === null) continue;
      for (const name of [thing.batch.id, ...numbersOf(thing.batch)]) this.batches.set(name, now);
    }
    this.isCut = things.length > this.most;
    return [...[...this.unread].flatMap((key) => this.held.get(key) ?? []), ...again];
  }

  /** What was read of a thing; nothing, where it was not recalled any more. */
  tell(key: string, passport: RecalledPassport | undefined): void {
    const thing = this.held.get(key);
    if (thing !== undefined) thing.passport = passport ?? 'nothing';
    this.unread.delete(key);
  }

  /** Ids of the batches, gravest recalls first. */
  get batchIds(): string[] {
    return [...this.held.values()].flatMap(({ batch }) => batch?.id ?? []);
  }

  get(key: string): RecalledPassport | undefined {
    return toldOf(this.held.get(key));
  }

  /** By the code of a batch under a GTIN of its product: under another it is no address of the code. */
  ofLinkedCode(gtin: string, code: string): RecalledPassport | undefined {
    const thing = this.held.get(`/t/${code}`);
    return thing?.batch?.gtins.includes(gtin) === true ? toldOf(thing) : undefined;
  }

  ofBatch(id: string): RecalledPassport | undefined {
    return toldOf(this.batches.get(id));
  }

  ofNumber(gtin: string, number: string): RecalledPassport | undefined {
    return toldOf(this.batches.get(numbered(gtin, number)));
  }

  /** Whether batches of the product are under recall. */
  someOf(gtin: string): boolean {
    return this.gtins.has(gtin);
  }

  /** Whether what is not here is not under recall. */
  get isWhole(): boolean {
    return !this.isCut && this.unreadCount === 0;
  }

  /** Things of which nothing was read yet. */
  get unreadCount(): number {
    return this.unread.size;
  }
}

function toldOf(thing: HeldThing | undefined): RecalledPassport | undefined {
  return thing?.passport === 'nothing' ? undefined : thing?.passport;
}

/** No id looks like it. */
const numbered = (gtin: string, number: string) => `${gtin}/${number}`;

const numbersOf = ({ gtins, number }: NonNullable<RecalledThing['batch']>) =>
  gtins.map((gtin) => numbered(gtin, number));
