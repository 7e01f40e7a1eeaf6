import type { Json } from '../kernel/index.js';
import {
  cleanOutStep,
  furrowNamespace,
  type EpcisEvent,
  type EventContext,
  type Quantity,
} from '../events/index.js';
import { activityRules, type ActivityName } from './activity.js';

/** Goods with every id already turned into the URI that partners know. */
export interface NamedGoods {
  /** Class of a batch or product, when the goods are not coded one by one. */
  readonly quantity?: Quantity;
  readonly items?: readonly string[];
}

/** Declared loss or gain, as our extension member carries it. */
export interface NamedBalance {
  readonly epcClass: string;
  readonly quantity: string;
  readonly uom: string;
  readonly reason: string;
}

/** An activity in which every id has been looked up and every member checked against its rule. */
export interface NamedActivity {
  readonly activity: ActivityName;
  readonly eventId?: string;
  readonly eventTime: string;
  readonly offset: string;
  readonly wholeDay: boolean;
  /** The author's own party. */
  readonly self: string;
  /** Absent where the author has registered no place. */
  readonly place?: string;
  readonly toPlace?: string;
  readonly toParty?: string;
  readonly fromParty?: string;
  readonly newOwner?: string;
  readonly goods: readonly NamedGoods[];
  readonly outputs: readonly NamedGoods[];
  readonly units: readonly string[];
  readonly unit?: string;
  readonly documents: readonly { readonly type: string; readonly id: string }[];
  readonly of?: string;
  readonly loss?: NamedBalance;
  readonly gain?: NamedBalance;
  readonly reason?: string;
}

type Members = { -readonly [Name in keyof EpcisEvent]?: EpcisEvent[Name] };

/** The one EPCIS event that an activity is (a declaration of error repeats its event and is built elsewhere). */
export function buildEvent(activity: NamedActivity): EpcisEvent {
  const rule = activityRules[activity.activity];
  const event: EpcisEvent = {
    type: rule.type === 'errorDeclaration' ? 'ObjectEvent' : rule.type,
    eventTime: activity.eventTime,
    eventTimeZoneOffset: activity.offset,
    ...(activity.eventId !== undefined && { eventID: activity.eventId }),
    ...(activity.wholeDay && { wholeDay: true as const }),
    ...(rule.action !== undefined && { action: rule.action }),
    ...(rule.bizStep !== undefined && {
      bizStep: activity.activity === 'clean' ? cleanOutStep : rule.bizStep,
    }),
    ...(rule.disposition !== undefined && { disposition: rule.disposition }),
    ...placesOf(activity),
    ...handOffOf(activity),
    ...thingsOf(activity),
    ...(activity.documents.length > 0 && {
      bizTransactionList: activity.documents.map(({ type, id }) => ({ type, bizTransaction: id })),
    }),
    ...extensionsOf(activity),
  };
  return event;
}

const releasing: ReadonlySet<ActivityName> = new Set(['ship', 'hand-over', 'return']);
const taking: ReadonlySet<ActivityName> = new Set(['receive', 'take-over']);
const moving: ReadonlySet<ActivityName> = new Set(['move', 'store']);

/** Goods that leave are seen at the read point; goods that stay are, afterwards, at the business location. */
function placesOf({ activity, place, toPlace }: NamedActivity): Members {
  const at = place === undefined ? {} : { readPoint: { id: place } };
  if (releasing.has(activity)) return at;
  const after = moving.has(activity) || activity === 'transform' ? (toPlace ?? place) : place;
  return { ...at, ...(after !== undefined && { bizLocation: { id: after } }) };
}

/** Possession goes with every hand-off; ownership is named where it passes. */
function handOffOf(activity: NamedActivity): Members {
  const { self, toParty, fromParty, newOwner, toPlace } = activity;
  if (releasing.has(activity.activity)) {
    return {
      sourceList: [{ type: 'possessing_party', source: self }],
      destinationList: [
        ...destination('possessing_party', toParty),
        ...destination('owning_party', newOwner),
        ...destination('location', toPlace),
      ],
    };
  }
  if (!taking.has(activity.activity)) return {};
  return {
    ...(fromParty !== undefined && {
      sourceList: [{ type: 'possessing_party', source: fromParty }],
    }),
    destinationList: [
      ...destination('possessing_party', self),
      ...destination('owning_party', activity.activity === 'receive' ? self : undefined),
    ],
  };
}

function destination(type: string, party: string | undefined) {
  return party === undefined ? [] : [{ type, destination: party }];
}

function thingsOf({ activity, goods, outputs, units, unit }: NamedActivity): Members {
  const items = (some: readonly NamedGoods[]) => some.flatMap((line) => line.items ?? []);
  const amounts = (some: readonly NamedGoods[]) =>
    some.flatMap((line) => (line.quantity === undefined ? [] : [line.quantity]));
  const type = activityRules[activity].type;
  if (type === 'TransformationEvent') {
    return {
      ...list('inputEPCList', [...items(goods), ...units]),
      ...list('inputQuantityList', amounts(goods)),
      ...list('outputEPCList', items(outputs)),
      ...list('outputQuantityList', amounts(outputs)),
    };
  }
  if (type === 'AggregationEvent') {
    return {
      ...(unit !== undefined && { parentID: unit }),
      ...list('childEPCs', [...items(goods), ...units]),
      ...list('childQuantityList', amounts(goods)),
    };
  }
  return {
    ...list('epcList', [...items(goods), ...units]),
    ...list('quantityList', amounts(goods)),
  };
}

function list<Name extends string, Entry>(name: Name, entries: readonly Entry[]) {
  return entries.length > 0 ? { [name]: entries } : {};
}

function extensionsOf({ of, loss, gain, reason, activity }: NamedActivity): Members {
  const entries: [string, Json][] = [];
  if (of !== undefined) entries.push(['furrow:of', [of]]);
  if (loss !== undefined) entries.push(['furrow:loss', [{ ...loss }]]);
  if (gain !== undefined) entries.push(['furrow:gain', [{ ...gain }]]);
  if (reason !== undefined) entries.push(['furrow:reason', reason]);
  // Harvesting and producing share a CBV step; the passport tells them apart.
  if (activity === 'harvest' || activity === 'split') entries.push(['furrow:activity', activity]);
  if (entries.length === 0) return {};
  return { extensions: Object.fromEntries(entries), context: furrowContext };
}

const furrowContext: EventContext = { terms: { furrow: furrowNamespace } };
