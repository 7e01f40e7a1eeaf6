import { formatAmount } from '../kernel/index.js';
import type { Tx } from '../platform/index.js';
import type { ClaimNote } from './claim-notes.js';
import { foldText, stateText } from './fold-text.js';
import type { KeyState } from './key-state.js';
import type { LineSum } from './loads.js';
import type { Flow, Key, Order, Posted, UnitMove, Where } from './model.js';
import type { NotedClaim } from './refold.js';

/** A posting as it is written: the next version of its identity. */
export interface VersionedPosting {
  readonly posted: Posted;
  readonly version: number;
}

/** A name that a claim is found by; null: at any time. */
export interface ClaimName {
  readonly name: string;
  readonly ref: string;
  readonly quietAfter: number | null;
}

/** All that one fold writes. */
export interface FoldWrite {
  readonly recordedAt: Date;
  readonly claims: readonly NotedClaim[];
  readonly names: readonly ClaimName[];
  /** Claims stored before that stand otherwise now, and those of their names that bind only near in time. */
  readonly noted: readonly ClaimNote[];
  readonly notedNames: readonly ClaimName[];
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
  const { recordedAt, claims, names, noted, notedNames, posted, states, lines, unitPlaces } = write;
  tx.write('fold-write', writeSql, [
    recordedAt.toISOString(),
    ...columns(claims, [
      ({ event }) => event.ref,
      ({ event }) => event.eventId,
      ({ event }) => event.author,
      ({ event }) => iso(event.from),
      ({ event }) => iso(event.to),
      ({ event }) => foldText(event.claim),
      ({ note }) => refList(note.partners),
      ({ note }) => iso(note.quietAfter),
    ]),
    ...columns(names, nameColumns),
    ...columns(noted, [
      ({ ref }) => ref,
      ({ partners }) => refList(partners),
      ({ quietAfter }) => iso(quietAfter),
    ]),
    ...columns(notedNames, nameColumns),
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
      ({ lastAt }) => iso(lastAt),
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

const nameColumns: readonly Column<ClaimName>[] = [
  ({ name }) => name,
  ({ ref }) => ref,
  ({ quietAfter }) => iso(quietAfter),
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

function columns<Row>(rows: readonly Row[], of: readonly Column<Row>[]): unknown[][] {
  return of.map((column) => rows.map(column));
}

const lineTypes = ['text', 'text', 'text', 'text', 'text', 'text', 'text'];
const orderTypes = ['uuid', 'integer', 'integer', 'integer', 'timestamptz'];
const nameTypes = ['text', 'uuid', 'timestamptz'];

const writeSql = writeStatement();

/** The parameters stand in the order in which `writeFold` gives them: $1 is when, then column after column. */
function writeStatement(): string {
  let parameter = 1;
  const rows = (...types: readonly string[]) =>
    `unnest(${types.map((type) => `$${(parameter += 1)}::${type}[]`).join(', ')}) AS new`;
  return `
  WITH claims AS (
    INSERT INTO claim (ref, event_id, author, at, until, claim, partners, quiet_after, recorded_at)
    SELECT ref, event_id, author, at, until, claim, partners::uuid[], quiet_after, $1
    FROM ${rows('uuid', 'text', 'text', 'timestamptz', 'timestamptz', 'json', 'text', 'timestamptz')}
      (ref, event_id, author, at, until, claim, partners, quiet_after)
  ), names AS (
    INSERT INTO claim_name (name, ref, quiet_after) SELECT * FROM ${rows(...nameTypes)}
  ), noted AS (
    UPDATE claim SET partners = new.partners::uuid[], quiet_after = new.quiet_after
    FROM ${rows('uuid', 'text', 'timestamptz')} (ref, partners, quiet_after)
    WHERE claim.ref = new.ref
  ), noted_names AS (
    UPDATE claim_name SET quiet_after = new.quiet_after
    FROM ${rows(...nameTypes)} (name, ref, quiet_after)
    WHERE (claim_name.name, claim_name.ref) = (new.name, new.ref)
  ), postings AS (
    INSERT INTO posting (ref, position, version, at, rank, author, event_id, body, recorded_at)
    SELECT new.*, $1 FROM ${rows('uuid', 'integer', 'integer', 'timestamptz', 'smallint', 'text', 'text', 'json')}
  ), touches AS (
    INSERT INTO touch (key, at, ref, position)
    SELECT * FROM ${rows('text', 'timestamptz', 'uuid', 'integer')}
  ), flows AS (
    INSERT INTO flow (ref, position, version, part, at,
      from_kind, from_holder, from_product, from_uom, from_batch, from_owner, from_book,
      to_kind, to_holder, to_product, to_uom, to_batch, to_owner, to_book,
      amount, least, most, evidence, place, reason, recorded_at)
    SELECT new.*, $1 FROM ${rows(...orderTypes, ...lineTypes, ...lineTypes, 'numeric', 'numeric', 'numeric', 'text', 'text', 'text')}
  ), moves AS (
    INSERT INTO unit_move (ref, position, version, part, at, unit, instance, from_kind, from_holder,
      to_kind, to_holder, custody, owner, implied, recorded_at)
    SELECT new.*, $1 FROM ${rows(...orderTypes, 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'boolean')}
  ), states AS (
    UPDATE fold_key SET state = new.state, last_at = new.last_at
    FROM ${rows('text', 'json', 'timestamptz')} (key, state, last_at)
    WHERE fold_key.key = new.key
  ), holdings AS (
    INSERT INTO holding (holder_kind, holder, product_id, uom, batch_id, owner, book, amount, changed_at)
    SELECT new.*, $1 FROM ${rows(...lineTypes, 'numeric')}
    ON CONFLICT (holder, product_id, batch_id, owner, uom, book, holder_kind)
    DO UPDATE SET amount = excluded.amount, changed_at = excluded.changed_at
  )
  INSERT INTO unit_place (instance, unit, kind, holder, custody, owner, at)
  SELECT * FROM ${rows('text', 'text', 'text', 'text', 'text', 'text', 'timestamptz')}
  ON CONFLICT (instance) DO UPDATE SET kind = excluded.kind, holder = excluded.holder,
    custody = excluded.custody, owner = excluded.owner, at = excluded.at`;
}
