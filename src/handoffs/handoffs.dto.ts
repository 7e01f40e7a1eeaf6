import { IsIn } from 'class-validator';
import type { ClaimLine, Handoff, HandoffState } from '../holdings/index.js';
import { formatAmount } from '../kernel/index.js';
import { IfGiven, PageQuery, QuantityView } from '../platform/index.js';
import { lineOf } from './handoffs.service.js';

const states = ['open', 'short', 'over', 'matched', 'cancelled', 'disputed'] as const;

/** Which hand-offs to list. */
export class HandoffsQuery extends PageQuery {
  /** Only hand-offs in this state. A page may then hold fewer than `limit`; the Link header says whether more follow. */
  @IfGiven()
  @IsIn(states)
  state?: HandoffState;
}

/** What one side says. */
export class SideView {
  /** Our id of the event. */
  eventRef!: string;
  /** The event's permanent id, its author's or the CBV 2.0 hash of its content. */
  eventId!: string;
  /** The party whose word it is. */
  partyId!: string;
  /** Instant, by that side's clock. */
  at!: string;
  /** What this side says changed hands in this hand-off; absent for units and where no amount was recorded. */
  quantity?: QuantityView;
}

/** Goods or a logistic unit that one side released and the other took, or has yet to. */
export class HandoffView {
  /** Names the hand-off for as long as its first event stands. */
  id!: string;
  /**
   * `open`: one side is silent. `short`: less was taken than released; `over`: more. `cancelled`: voided before anyone
   * took it. `disputed`: voided although somebody says it was taken.
   */
  state!: HandoffState;
  /** The party that releases, by its own record or else by the taker's. Null: neither says. */
  fromPartyId!: string | null;
  /** The party that takes, by the release or else by its own record. Null: neither says. */
  toPartyId!: string | null;
  /** Our id of the product; absent for a logistic unit. */
  productId?: string;
  /** Null: neither side names it. */
  batchId?: string | null;
  /** Canonical key of the logistic unit. */
  unit?: string;
  /** Still on the way, or taken beyond what was released; absent for units and where no amount was recorded. */
  difference?: QuantityView;
  /** Null: nobody has recorded a release. */
  released!: SideView | null;
  /** Takings matched to it, each with what it took of it; empty while nobody has recorded one. */
  taken!: SideView[];
}

/** Hand-offs that you are a side of. */
export class HandoffsView {
  /** Hand-offs of this page, newest first. */
  items!: HandoffView[];
  /** Present while a late record of a hand-off is still being worked in: the list may yet change. */
  settling?: true;
}

export function toHandoffView(handoff: Handoff): HandoffView[] {
  const named = lineOf(handoff);
  if (named === undefined) return [];
  const { release, takes, state, difference } = handoff;
  const { goods, unit } = named;
  const taker = takes[0]?.line;
  const batches = [named, ...takes.map(({ line }) => line)].map((line) => line.goods?.batch);
  return [
    {
      id: named.id,
      state,
      fromPartyId: release?.author ?? taker?.other ?? null,
      toPartyId: release?.other ?? taker?.author ?? null,
      ...(goods !== null && {
        productId: goods.product,
        batchId: batches.find((batch) => batch != null) ?? null,
        ...quantity('difference', named, difference),
      }),
      ...(unit !== null && { unit }),
      released: release === null ? null : toSideView(release, release.amount),
      taken: takes.map(({ line, amount }) => toSideView(line, amount)),
    },
  ];
}

function toSideView(line: ClaimLine, amount: bigint | null): SideView {
  const { ref, eventId, author, from } = line.event;
  return {
    eventRef: ref,
    eventId,
    partyId: author,
    at: new Date(from).toISOString(),
    ...quantity('quantity', line, amount),
  };
}

function quantity<Name extends string>(name: Name, { goods }: ClaimLine, amount: bigint | null) {
  if (goods === null || amount === null) return {};
  const view: QuantityView = { value: formatAmount(amount), unit: goods.uom };
  return { [name]: view };
}
