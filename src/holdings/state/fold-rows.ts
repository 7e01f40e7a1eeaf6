import { formatAmount } from '../../kernel/index.js';
import { rowSets, type Columns } from '../../platform/index.js';
import type { ClaimNote } from '../matching/claim-notes.js';
import { foldText, stateText } from './fold-text.js';
import type { ClaimName, KeyEnd, VersionedPosting } from './fold-write.js';
import type { LineSum, SeenMove } from '../model/loads.js';
import type { Flow, Key, Order, UnitMove, Where } from '../model/model.js';
import type { NotedClaim } from '../books/refold.js';

// How each table of the fold is written; in all of them $1 is when the change was recorded.

export const claimRows = rowSets<NotedClaim>(
  {
    ref: ['uuid', ({ event }) => event.ref],
    event_id: ['text', ({ event }) => event.eventId],
    author: ['text', ({ event }) => event.author],
    at: ['timestamptz', ({ event }) => iso(event.from)],
    until: ['timestamptz', ({ event }) => iso(event.to)],
    claim: ['json', ({ event }) => foldText(event.claim)],
    partners: ['text', ({ note }) => refList(note.partners)],
    quiet_after: ['timestamptz', ({ note }) => iso(note.quietAfter)],
  },
  (relation) => `
    INSERT INTO claim (ref, event_id, author, at, until, claim, partners, quiet_after, recorded_at)
    SELECT ref, event_id, author, at, until, claim, partners::uuid[], quiet_after, $1
    FROM ${relation}`,
);

const nameColumns: Columns<ClaimName> = {
  name: ['text', ({ name }) => name],
  ref: ['uuid', ({ ref }) => ref],
  quiet_after: ['timestamptz', ({ quietAfter }) => iso(quietAfter)],
};

export const nameRows = rowSets<ClaimName>(
  nameColumns,
  (relation) => `INSERT INTO claim_name (name, ref, quiet_after) SELECT * FROM ${relation}`,
);

export const noteRows = rowSets<ClaimNote>(
  {
    ref: ['uuid', ({ ref }) => ref],
    partners: ['text', ({ partners }) => refList(partners)],
    quiet_after: ['timestamptz', ({ quietAfter }) => iso(quietAfter)],
  },
  (relation) => `
    UPDATE claim SET partners = new.partners::uuid[], quiet_after = new.quiet_after
    FROM ${relation} WHERE claim.ref = new.ref`,
);

export const notedNameRows = rowSets<ClaimName>(
  nameColumns,
  (relation) => `
    UPDATE claim_name SET quiet_after = new.quiet_after
    FROM ${relation} WHERE (claim_name.name, claim_name.ref) = (new.name, new.ref)`,
);

export const postingRows = rowSets<VersionedPosting>(
  {
    ref: ['uuid', ({ posted: { order } }) => order.ref],
    position: ['integer', ({ posted: { order } }) => order.position],
    version: ['integer', ({ version }) => version],
    at: ['timestamptz', ({ posted: { order } }) => iso(order.at)],
    rank: ['smallint', ({ posted: { order } }) => order.rank],
    author: ['text', ({ posted: { order } }) => order.author],
    event_id: ['text', ({ posted: { order } }) => order.eventId],
    body: ['json', ({ posted: body }) => foldText(body)],
  },
  (relation) => `
    INSERT INTO posting (ref, position, version, at, rank, author, event_id, body, recorded_at)
    SELECT new.*, $1 FROM ${relation}`,
);

export const touchRows = rowSets<{ readonly key: Key; readonly order: Order }>(
  {
    key: ['text', ({ key }) => key],
    at: ['timestamptz', ({ order }) => iso(order.at)],
    ref: ['uuid', ({ order }) => order.ref],
    position: ['integer', ({ order }) => order.position],
  },
  (relation) => `INSERT INTO touch (key, at, ref, position) SELECT * FROM ${relation}`,
);

/** Which part of which version of a posting a row is. */
interface Part {
  readonly order: Order;
  readonly version: number;
  readonly part: number;
}

const partColumns: Columns<Part> = {
  ref: ['uuid', ({ order }) => order.ref],
  position: ['integer', ({ order }) => order.position],
  version: ['integer', ({ version }) => version],
  part: ['integer', ({ part }) => part],
  at: ['timestamptz', ({ order }) => iso(order.at)],
};

interface FlowPart extends Part {
  readonly flow: Flow;
}

export const flowRows = rowSets<FlowPart>(
  {
    ...partColumns,
    from_kind: ['text', ({ flow }) => flow.from.holder.kind],
    from_holder: ['text', ({ flow }) => flow.from.holder.id],
    from_product: ['text', ({ flow }) => flow.from.product],
    from_uom: ['text', ({ flow }) => flow.from.uom],
    from_batch: ['text', ({ flow }) => flow.from.batch],
    from_owner: ['text', ({ flow }) => flow.from.owner],
    from_book: ['text', ({ flow }) => flow.from.book],
    to_kind: ['text', ({ flow }) => flow.to.holder.kind],
    to_holder: ['text', ({ flow }) => flow.to.holder.id],
    to_product: ['text', ({ flow }) => flow.to.product],
    to_uom: ['text', ({ flow }) => flow.to.uom],
    to_batch: ['text', ({ flow }) => flow.to.batch],
    to_owner: ['text', ({ flow }) => flow.to.owner],
    to_book: ['text', ({ flow }) => flow.to.book],
    amount: ['numeric', ({ flow }) => formatAmount(flow.amount)],
    least: ['numeric', ({ flow }) => formatAmount(flow.least)],
    most: ['numeric', ({ flow }) => formatAmount(flow.most)],
    evidence: ['text', ({ flow }) => flow.evidence],
    place: ['text', ({ flow }) => flow.place],
    reason: ['text', ({ flow }) => flow.reason],
  },
  (relation) => `
    INSERT INTO flow (ref, position, version, part, at,
      from_kind, from_holder, from_product, from_uom, from_batch, from_owner, from_book,
      to_kind, to_holder, to_product, to_uom, to_batch, to_owner, to_book,
      amount, least, most, evidence, place, reason, recorded_at)
    SELECT new.*, $1 FROM ${relation}`,
);

export const unitMoveRows = rowSets<Part & { readonly move: UnitMove }>(
  {
    ...partColumns,
    unit: ['text', ({ move }) => move.unit],
    instance: ['text', ({ move }) => move.instance],
    from_kind: ['text', ({ move }) => move.from?.kind ?? null],
    from_holder: ['text', ({ move }) => (move.from === null ? null : holderId(move.from))],
    to_kind: ['text', ({ move }) => move.to.kind],
    to_holder: ['text', ({ move }) => holderId(move.to)],
    custody: ['text', ({ move }) => move.custody],
    owner: ['text', ({ move }) => move.owner],
    implied: ['boolean', ({ move }) => move.implied],
  },
  (relation) => `
    INSERT INTO unit_move (ref, position, version, part, at, unit, instance, from_kind, from_holder,
      to_kind, to_holder, custody, owner, implied, recorded_at)
    SELECT new.*, $1 FROM ${relation}`,
);

export const stateRows = rowSets<KeyEnd>(
  {
    key: ['text', ({ key }) => key],
    state: ['json', ({ state }) => stateText(state)],
    last_at: ['timestamptz', ({ lastAt }) => iso(lastAt)],
  },
  (relation) => `
    UPDATE fold_key SET state = new.state, last_at = new.last_at
    FROM ${relation} WHERE fold_key.key = new.key`,
);

export const holdingRows = rowSets<LineSum>(
  {
    holder_kind: ['text', ({ line }) => line.holder.kind],
    holder: ['text', ({ line }) => line.holder.id],
    product_id: ['text', ({ line }) => line.product],
    uom: ['text', ({ line }) => line.uom],
    batch_id: ['text', ({ line }) => line.batch ?? ''],
    owner: ['text', ({ line }) => line.owner ?? ''],
    book: ['text', ({ line }) => line.book],
    amount: ['numeric', ({ amount }) => formatAmount(amount)],
  },
  (relation) => `
    INSERT INTO holding (holder_kind, holder, product_id, uom, batch_id, owner, book, amount, changed_at)
    SELECT new.*, $1 FROM ${relation}
    ON CONFLICT (holder, product_id, batch_id, owner, uom, book, holder_kind)
    DO UPDATE SET amount = excluded.amount, changed_at = excluded.changed_at`,
);

export const placeRows = rowSets<SeenMove>(
  {
    instance: ['text', ({ move }) => move.instance],
    unit: ['text', ({ move }) => move.unit],
    kind: ['text', ({ move }) => move.to.kind],
    holder: ['text', ({ move }) => holderId(move.to)],
    custody: ['text', ({ move }) => move.custody],
    owner: ['text', ({ move }) => move.owner],
    at: ['timestamptz', ({ at }) => iso(at)],
  },
  (relation) => `
    INSERT INTO unit_place (instance, unit, kind, holder, custody, owner, at)
    SELECT * FROM ${relation}
    ON CONFLICT (instance) DO UPDATE SET kind = excluded.kind, holder = excluded.holder,
      custody = excluded.custody, owner = excluded.owner, at = excluded.at`,
);

function holderId(where: Where): string | null {
  return where.kind === 'gone' ? null : where.id;
}

function iso(instant: number): string;
function iso(instant: number | null): string | null;
function iso(instant: number | null): string | null {
  if (instant === null) return null;
  return instant === -Infinity ? '-infinity' : new Date(instant).toISOString();
}

/** Arrays of arrays have one length in SQL, so a list goes as text. */
function refList(refs: readonly string[]): string {
  return `{${refs.join()}}`;
}
