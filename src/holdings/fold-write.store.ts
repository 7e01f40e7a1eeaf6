import { formatAmount } from '../kernel/index.js';
import type { Tx } from '../platform/index.js';
import type { FoldEvent } from './claim.js';
import { foldText, stateText } from './fold-text.js';
import type { KeyState } from './key-state.js';
import type { LineSum } from './loads.js';
import type { Flow, Key, Order, Posted, UnitMove, Where } from './model.js';

/** A posting as it is written: the next version of its identity. */
export interface VersionedPosting {
  readonly posted: Posted;
  readonly version: number;
}

/** All that one fold writes. */
export interface FoldWrite {
  readonly recordedAt: Date;
  readonly claims: readonly FoldEvent[];
  readonly names: readonly { readonly name: string; readonly ref: string }[];
  readonly posted: readonly VersionedPosting[];
  /** Identities whose current version ends here, replaced or dropped. */
  readonly superseded: readonly VersionedPosting[];
  readonly states: readonly {
    readonly key: Key;
    readonly state: KeyState;
    readonly lastAt: number | null;
  }[];
  readonly lines: readonly LineSum[];
  readonly unitPlaces: readonly { readonly at: number; readonly move: UnitMove }[];
}

/** Ends the current versions of postings and what they came to. Only late events and corrections need it. */
export async function supersede(
  tx: Tx,
  postings: readonly VersionedPosting[],
  at: Date,
): Promise<void> {
  const ended = (table: string) => `
    UPDATE ${table} SET superseded_at = $4 FROM ended
    WHERE (${table}.ref, ${table}.position, ${table}.version) = (ended.ref, ended.position, ended.version)`;
  await tx.query(
    `WITH ended AS (
       SELECT * FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS old (ref, position, version)
     ), postings AS (${ended('posting')}), flows AS (${ended('flow')}), moves AS (${ended('unit_move')})
     DELETE FROM touch USING ended
     WHERE (touch.ref, touch.position) = (ended.ref, ended.position)`,
    [
      postings.map(({ posted }) => posted.order.ref),
      postings.map(({ posted }) => posted.order.position),
      postings.map(({ version }) => version),
      at.toISOString(),
    ],
  );
}

/** Notes that an author withdrew events; their claims fold no more. */
export async function withdrawClaims(tx: Tx, refs: readonly string[], at: Date): Promise<void> {
  await tx.query('UPDATE claim SET withdrawn_at = $2 WHERE ref = ANY($1)', [
    refs,
    at.toISOString(),
  ]);
}

/** Writes claims, postings, flows, moves, states and current holdings: one statement. */
export function writeFold(tx: Tx, write: FoldWrite): void {
  const { recordedAt, claims, names, posted, states, lines, unitPlaces } = write;
  tx.write('fold-write', writeSql, [
    recordedAt.toISOString(),
    ...columns(claims, [
      ({ ref }) => ref,
      ({ eventId }) => eventId,
      ({ author }) => author,
      ({ from }) => iso(from),
      ({ to }) => iso(to),
      ({ claim }) => foldText(claim),
    ]),
    ...columns(names, [({ name }) => name, ({ ref }) => ref]),
    ...columns(posted, [
      ({ posted: { order } }) => order.ref,
      ({ posted: { order } }) => order.position,
      ({ version }) => version,
      ({ posted: { order } }) => iso(order.at),
      ({ posted: { order } }) => order.rank,
      ({ posted: { order } }) => order.author,
      ({ posted: { order } }) => order.eventId,
      ({ posted: body }) => foldText(body),
    ]),
    ...columns(
      posted.flatMap(({ posted: { order, touches } }) => touches.map((key) => ({ key, order }))),
      [
        ({ key }) => key,
        ({ order }) => iso(order.at),
        ({ order }) => order.ref,
        ({ order }) => order.position,
      ],
    ),
    ...columns(
      posted.flatMap(({ posted: { order, flows }, version }) =>
        flows.map((flow, part) => ({ order, version, part, flow })),
      ),
      flowColumns,
    ),
    ...columns(
      posted.flatMap(({ posted: { order, moves }, version }) =>
        moves.map((move, part) => ({ order, version, part, move })),
      ),
      moveColumns,
    ),
    ...columns(states, [
      ({ key }) => key,
      ({ state }) => stateText(state),
      ({ lastAt }) => (lastAt === null ? null : iso(lastAt)),
    ]),
    ...columns(lines, [
      ({ line }) => line.holder.kind,
      ({ line }) => line.holder.id,
      ({ line }) => line.product,
      ({ line }) => line.uom,
      ({ line }) => line.batch ?? '',
      ({ line }) => line.owner ?? '',
      ({ line }) => line.book,
      ({ amount }) => formatAmount(amount),
    ]),
    ...columns(unitPlaces, [
      ({ move }) => move.instance,
      ({ move }) => move.unit,
      ({ move }) => move.to.kind,
      ({ move }) => holderId(move.to),
      ({ move }) => move.custody,
      ({ move }) => move.owner,
      ({ at }) => iso(at),
    ]),
  ]);
}

type Column<Row> = (row: Row) => unknown;

interface FlowRow {
  readonly order: Order;
  readonly version: number;
  readonly part: number;
  readonly flow: Flow;
}

const lineColumns = (end: 'from' | 'to'): readonly Column<FlowRow>[] => [
  ({ flow }) => flow[end].holder.kind,
  ({ flow }) => flow[end].holder.id,
  ({ flow }) => flow[end].product,
  ({ flow }) => flow[end].uom,
  ({ flow }) => flow[end].batch,
  ({ flow }) => flow[end].owner,
  ({ flow }) => flow[end].book,
];

const placeColumns: readonly Column<Omit<FlowRow, 'flow'>>[] = [
  ({ order }) => order.ref,
  ({ order }) => order.position,
  ({ version }) => version,
  ({ part }) => part,
  ({ order }) => iso(order.at),
];

const flowColumns: readonly Column<FlowRow>[] = [
  ...placeColumns,
  ...lineColumns('from'),
  ...lineColumns('to'),
  ({ flow }) => formatAmount(flow.amount),
  ({ flow }) => formatAmount(flow.least),
  ({ flow }) => formatAmount(flow.most),
  ({ flow }) => flow.evidence,
  ({ flow }) => flow.place,
  ({ flow }) => flow.reason,
];

const moveColumns: readonly Column<Omit<FlowRow, 'flow'> & { readonly move: UnitMove }>[] = [
  ...placeColumns,
  ({ move }) => move.unit,
  ({ move }) => move.instance,
  ({ move }) => move.from?.kind ?? null,
  ({ move }) => (move.from === null ? null : holderId(move.from)),
  ({ move }) => move.to.kind,
  ({ move }) => holderId(move.to),
  ({ move }) => move.custody,
  ({ move }) => move.owner,
  ({ move }) => move.implied,
];

function holderId(where: Where): string | null {
  return where.kind === 'gone' ? null : where.id;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function columns<Row>(rows: readonly Row[], of: readonly Column<Row>[]): unknown[][] {
  return of.map((column) => rows.map(column));
}

/** Numbers the parameters of one unnest after those before it. */
function unnest(first: number, types: readonly string[]): string {
  return `unnest(${types.map((type, i) => `$${first + i}::${type}[]`).join(', ')})`;
}

const lineTypes = ['text', 'text', 'text', 'text', 'text', 'text', 'text'];
const orderTypes = ['uuid', 'integer', 'integer', 'integer', 'timestamptz'];

const writeSql = `
  WITH claims AS (
    INSERT INTO claim (ref, event_id, author, at, until, claim, recorded_at)
    SELECT new.*, $1 FROM ${unnest(2, ['uuid', 'text', 'text', 'timestamptz', 'timestamptz', 'json'])} AS new
  ), names AS (
    INSERT INTO claim_name (name, ref) SELECT * FROM ${unnest(8, ['text', 'uuid'])} AS new
  ), postings AS (
    INSERT INTO posting (ref, position, version, at, rank, author, event_id, body, recorded_at)
    SELECT new.*, $1 FROM ${unnest(10, ['uuid', 'integer', 'integer', 'timestamptz', 'smallint', 'text', 'text', 'json'])} AS new
  ), touches AS (
    INSERT INTO touch (key, at, ref, position)
    SELECT * FROM ${unnest(18, ['text', 'timestamptz', 'uuid', 'integer'])} AS new
  ), flows AS (
    INSERT INTO flow (ref, position, version, part, at,
      from_kind, from_holder, from_product, from_uom, from_batch, from_owner, from_book,
      to_kind, to_holder, to_product, to_uom, to_batch, to_owner, to_book,
      amount, least, most, evidence, place, reason, recorded_at)
    SELECT new.*, $1 FROM ${unnest(22, [...orderTypes, ...lineTypes, ...lineTypes, 'numeric', 'numeric', 'numeric', 'text', 'text', 'text'])} AS new
  ), moves AS (
    INSERT INTO unit_move (ref, position, version, part, at, unit, instance, from_kind, from_holder,
      to_kind, to_holder, custody, owner, implied, recorded_at)
    SELECT new.*, $1 FROM ${unnest(47, [...orderTypes, 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'boolean'])} AS new
  ), states AS (
    UPDATE fold_key SET state = new.state, last_at = new.last_at
    FROM ${unnest(61, ['text', 'json', 'timestamptz'])} AS new (key, state, last_at)
    WHERE fold_key.key = new.key
  ), holdings AS (
    INSERT INTO holding (holder_kind, holder, product_id, uom, batch_id, owner, book, amount, changed_at)
    SELECT new.*, $1 FROM ${unnest(64, [...lineTypes, 'numeric'])} AS new
    ON CONFLICT (holder, product_id, batch_id, owner, uom, book, holder_kind)
    DO UPDATE SET amount = excluded.amount, changed_at = excluded.changed_at
  )
  INSERT INTO unit_place (instance, unit, kind, holder, custody, owner, at)
  SELECT * FROM ${unnest(72, ['text', 'text', 'text', 'text', 'text', 'text', 'timestamptz'])} AS new
  ON CONFLICT (instance) DO UPDATE SET kind = excluded.kind, holder = excluded.holder,
    custody = excluded.custody, owner = excluded.owner, at = excluded.at`;
