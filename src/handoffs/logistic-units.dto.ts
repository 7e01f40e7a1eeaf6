import { QuantityView } from '../platform/index.js';
import { placeOf } from './own-goods.dto.js';
import type { PendingUnit, UnitState } from './logistic-units.service.js';

/** Goods in a logistic unit. */
export class ContentView {
  /** Our id of the product. */
  productId!: string;
  /** Null: the batch is not known. */
  batchId!: string | null;
  /** How much of it is in the unit itself, by the books. */
  quantity!: QuantityView;
}

/** Where a logistic unit of yours is and what it holds now. */
export class LogisticUnitView {
  /** Canonical key: `/00/` with an SSCC, or `/t/` with a code of ours. */
  unit!: string;
  /** `place`, `unit` (in another one), `transit` or `gone`. Absent while the first record of it is being worked in. */
  standing?: 'place' | 'unit' | 'transit' | 'gone';
  /** Your place where it is, itself or inside other units. */
  placeId?: string;
  /** The unit that it is directly in. */
  inside?: string;
  /** The hand-off by which it is on the way. */
  handoffId?: string;
  /** The party that has it, or the unit around it, in its hands; absent on the way and when it is gone. */
  custodyPartyId?: string;
  /** The party that owns what it holds; of a unit in another one, that one's owner. */
  ownerPartyId?: string;
  /** Instant of the event that brought it there; absent with `standing`. */
  since?: string;
  /** What it holds itself. */
  contents!: ContentView[];
  /** Units directly inside; each holds what it holds. */
  units!: string[];
  /** Present while a late record of it or of what it holds is still being worked in: all this may yet change. */
  settling?: true;
}

export function toLogisticUnitView(state: UnitState | PendingUnit): LogisticUnitView {
  if ('pending' in state) return { unit: state.pending, contents: [], units: [], settling: true };
  const { unit, outermost, inside, contents, units, settling } = state;
  return {
    unit: unit.unit,
    standing: unit.kind,
    ...placeOf(outermost),
    ...(inside !== undefined && { inside }),
    ...(outermost.kind === 'transit' &&
      outermost.holder !== null && { handoffId: outermost.holder }),
    ...(outermost.custody !== null && { custodyPartyId: outermost.custody }),
    ...(outermost.owner !== null && { ownerPartyId: outermost.owner }),
    since: unit.at.toISOString(),
    contents: contents.map(({ product, batch, amount, uom }) => ({
      productId: product,
      batchId: batch,
      quantity: { value: amount, unit: uom },
    })),
    units: units.map((each) => each.unit),
    ...(settling && { settling }),
  };
}
