import { stepByStep, writingRows, type Tx } from '../../platform/index.js';
import {
  claimRows,
  flowRows,
  holdingRows,
  nameRows,
  notedNameRows,
  noteRows,
  placeRows,
  postingRows,
  stateRows,
  touchRows,
  unitMoveRows,
} from './fold-rows.js';
import type { FoldWrite, VersionedPosting } from './fold-write.js';

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
export async function writeFold(tx: Tx, write: FoldWrite): Promise<void> {
  const { recordedAt, claims, names, noted, notedNames, posted, states, lines, unitPlaces } = write;
  const sets = [
    claimRows(claims),
    nameRows(names),
    noteRows(noted),
    notedNameRows(notedNames),
    postingRows(posted),
    touchRows(
      posted.flatMap(({ posted: { order, touches } }) => touches.map((key) => ({ key, order }))),
    ),
    flowRows(
      posted.flatMap(({ posted: { order, flows }, version }) =>
        flows.map((flow, part) => ({ order, version, part, flow })),
      ),
    ),
    unitMoveRows(
      posted.flatMap(({ posted: { order, moves }, version }) =>
        moves.map((move, part) => ({ order, version, part, move })),
      ),
    ),
    stateRows(states),
    holdingRows(lines),
    placeRows(unitPlaces),
  ];
  const given = [['timestamptz', recordedAt.toISOString()]] as const;
  await stepByStep(writingRows(tx, 'fold-write', sets, given));
}
