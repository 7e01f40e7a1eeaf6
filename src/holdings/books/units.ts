import { present } from '../../kernel/index.js';
import type { Place } from '../model/claim.js';
import type { Books } from './books.js';
import { copyUnit } from './unit-copy.js';
import { goodsKey, instanceOf, unitHolder, unitOf } from '../model/keys.js';
import type { SeenMove } from '../model/loads.js';
import type { UnitMove, Where } from '../model/model.js';

/** An SSCC packed or commissioned again this long after its last event is a new unit. */
const reuseAfterMs = 365 * 24 * 3_600_000;

/** Where the outermost unit around one is, who has it, and whose its content is. */
export interface Root {
  readonly instance: string;
  readonly where: Where;
  readonly custody: string | null;
  readonly owner: string | null;
}

/** The timelines of logistic units, as one author's posting at one place of its own sees them. */
export class Units {
  constructor(
    private readonly books: Books,
    private readonly place: Place,
    private readonly author: string,
  ) {}

  stateOf(instance: string): UnitMove {
    const seen = this.books.instances(unitOf(instance));
    const move = seen.find((each) => each.move.instance === instance)?.move;
    return present(move, `unit ${instance}`);
  }

  rootOf(instance: string): Root {
    const { to, custody, owner } = this.stateOf(instance);
    return to.kind === 'unit' ? this.rootOf(to.id) : { instance, where: to, custody, owner };
  }

  ownerOf(instance: string): string {
    return this.rootOf(instance).owner ?? this.author;
  }

  /**
   * The unit that a claim at this place names, brought here if it is elsewhere: naming a unit that one
   * was sent, or sent out and nobody took, is an implied taking or return. Alone, it leaves the unit
   * around it; else that one comes with it.
   */
  reach(unit: string, how: { readonly alone: boolean }): string {
    const instance = this.pick(unit) ?? this.begin(unit);
    const root = this.rootOf(instance);
    const isHere = root.where.kind === 'place' && root.where.id === this.place.id;
    if (root.instance !== instance && how.alone) this.stand(instance, true);
    else if (!isHere) this.stand(root.instance, true);
    else this.settle(instance, { ...this.stateOf(instance), implied: false });
    return instance;
  }

  /** As `reach`, for a unit that is packed or commissioned: after a year of silence it is a new one. */
  reachToFill(unit: string): string {
    const [last] = this.books.instances(unit);
    if (last && this.books.order.at - last.at >= reuseAfterMs) {
      return this.appear(unit, this.fresh(unit));
    }
    return this.reach(unit, { alone: false });
  }

  /** Takes the unit that a matched release let go, wherever claims of others put it meanwhile. */
  take(
    unit: string,
    release: { readonly line: string; readonly author: string } | null,
    custodyOnly: boolean,
  ): void {
    const instance = (release && this.released(unit, release)) ?? this.pick(unit);
    if (instance === null) return void this.begin(unit);
    const owner = custodyOnly ? this.ownerOf(instance) : this.author;
    this.settle(instance, { ...this.here(), owner, implied: false });
  }

  /** Puts a unit directly on this place, in the author's custody. */
  stand(instance: string, implied: boolean): void {
    const { where } = this.rootOf(instance);
    const isSentHere = where.kind === 'transit' && where.to === this.author;
    const owner = isSentHere ? this.author : this.ownerOf(instance);
    this.settle(instance, { ...this.here(), owner, implied });
  }

  into(instance: string, parent: string): void {
    const owner = this.ownerOf(instance);
    const to: Where = { kind: 'unit', id: parent };
    this.settle(instance, { to, custody: null, owner, implied: false });
  }

  leave(instance: string, to: Where): void {
    const owner = this.ownerOf(instance);
    this.settle(instance, { to, custody: null, owner, implied: false });
  }

  /** An empty unit becomes that of the owner of the first goods to enter it. */
  fill(instance: string, owner: string | null): void {
    const stock = this.books.stock(goodsKey(unitHolder(instance), '', ''));
    const isEmpty = stock.all('goods').length === 0 && this.inside(instance).length === 0;
    const { to, custody, owner: present } = this.stateOf(instance);
    if (!isEmpty || owner === null || owner === present) return;
    this.settle(instance, { to, custody, owner, implied: false });
  }

  /** Units directly inside one. */
  inside(instance: string): string[] {
    return this.books.standing('unit', instance);
  }

  private here(): { to: Where; custody: string } {
    const to: Where = { kind: 'place', id: this.place.id, party: this.author };
    return { to, custody: this.author };
  }

  /** What is in the author's hands; else what is on its way, to it first; else what was given up. */
  private pick(unit: string): string | null {
    const roots = this.books
      .instances(unit)
      .map(({ move }) => ({ instance: move.instance, root: this.rootOf(move.instance) }));
    const find = (fits: (root: Root) => boolean) => roots.find(({ root }) => fits(root));
    const { author } = this;
    const sent = (is: (where: Extract<Where, { kind: 'transit' }>) => boolean) =>
      find(({ where }) => where.kind === 'transit' && is(where));
    const found =
      find((root) => root.custody === author) ??
      sent((where) => where.to === author) ??
      sent((where) => where.from === author) ??
      sent(() => true) ??
      find(({ where }) => where.kind === 'gone');
    return found?.instance ?? null;
  }

  private released(unit: string, release: { line: string; author: string }): string | null {
    const all = this.books.instances(unit);
    const onTheWay = all.find(
      ({ move: { to } }) => to.kind === 'transit' && to.id === release.line,
    );
    const stillThere = (seen: SeenMove) =>
      this.rootOf(seen.move.instance).custody === release.author;
    // A claim in between that nobody's release backs must not keep the unit from its matched taker.
    return (onTheWay ?? all.find(stillThere) ?? all[0])?.move.instance ?? null;
  }

  /**
   * A unit nobody named before begins here. One that another party has and did not release is
   * disputed: the claimant gets a copy of what it holds, all of it unaccounted in.
   */
  private begin(unit: string): string {
    const [disputed] = this.books.instances(unit);
    if (!disputed) return this.appear(unit, unit);
    const copy = this.appear(unit, this.fresh(unit));
    copyUnit(this.books, this, disputed.move.instance, { copy, place: this.place });
    return copy;
  }

  /** A name for a new instance; a claim that copies what holds two instances of one unit makes two. */
  fresh(unit: string): string {
    const { ref, position } = this.books.order;
    const name = instanceOf(unit, ref, position);
    const taken = new Set(this.books.instances(unit).map(({ move }) => move.instance));
    for (let n = 0; ; n += 1) {
      const free = n === 0 ? name : `${name}.${n}`;
      if (!taken.has(free)) return free;
    }
  }

  /** A first naming of an instance, standing here or inside another. */
  appear(unit: string, instance: string, parent: string | null = null): string {
    const inside = parent === null ? null : { kind: 'unit' as const, id: parent };
    const { to, custody } = this.here();
    this.books.move({
      unit,
      instance,
      from: null,
      to: inside ?? to,
      custody: inside ? null : custody,
      owner: this.author,
      since: this.books.order.at,
      implied: false,
    });
    return instance;
  }

  private settle(
    instance: string,
    next: Pick<UnitMove, 'to' | 'custody' | 'owner' | 'implied'>,
  ): void {
    const { unit, to: from, since } = this.stateOf(instance);
    const { to, custody, owner, implied } = next;
    const stays = from.kind === to.kind && 'id' in from && 'id' in to && from.id === to.id;
    const arrived = stays ? since : this.books.order.at;
    this.books.move({ unit, instance, from, to, custody, owner, since: arrived, implied });
  }
}
