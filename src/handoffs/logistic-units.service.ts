import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { goodsKey, isSettling, standingKey, timelineKey, unitOf } from '../holdings/index.js';
import { gs1Identifier, IdentifierFault, parseCode, parseSscc } from '../identifiers/index.js';
import { notFound, Problem } from '../kernel/index.js';
import { Database, type Reader, type Tx } from '../platform/index.js';
import {
  isUnitPending,
  selectContents,
  selectUnits,
  selectViewer,
  type GoodsRow,
  type UnitRow,
  type Viewer,
} from './own-goods.store.js';
import { ownUnitsOf, type OwnUnit } from './own-units.js';

/** A unit with what is directly in it. */
export interface UnitState extends OwnUnit {
  /** The unit around it, if there is one. */
  readonly inside: string | undefined;
  readonly contents: readonly GoodsRow[];
  readonly units: readonly UnitRow[];
  /** A late record of it, or of what it holds, is still being worked in. */
  readonly settling: boolean;
}

/** A unit of which nothing is known but that a late record names it. */
export interface PendingUnit {
  /** Its canonical key. */
  readonly pending: string;
}

/** Where a logistic unit is, for those who have it or are a side of the hand-off that it travels by. */
@Injectable()
export class LogisticUnitsService {
  constructor(private readonly database: Database) {}

  async get(actor: Actor, code: string): Promise<UnitState | PendingUnit> {
    const state = await this.find(actor, code);
    if (state === undefined)
      throw new Problem(notFound, 'There is no such logistic unit of yours.');
    return state;
  }

  async find(actor: Actor, code: string): Promise<UnitState | PendingUnit | undefined> {
    const name = unitNamed(code);
    if (name === undefined) return undefined;
    const { organisationId } = actor;
    return this.database.transaction((tx) => ownStateOf(tx, organisationId, name), {
      organisationId,
      snapshot: true,
    });
  }
}

async function ownStateOf(tx: Tx, organisationId: string, name: string) {
  const viewer = await selectViewer(tx, organisationId);
  if (viewer === undefined) return undefined;
  tx.become('trace');
  return stateOf(tx, viewer, name);
}

/** Of several generations or disputed copies of a unit, the viewer's own that was named last. */
async function stateOf(
  reader: Reader,
  viewer: Viewer,
  name: string,
): Promise<UnitState | PendingUnit | undefined> {
  const instances = await selectUnits(reader, viewer, 'unit', [name]);
  const [own] = (await ownUnitsOf(reader, viewer, instances)).values();
  if (own === undefined) {
    return (await isUnitPending(reader, viewer, timelineKey(name))) ? { pending: name } : undefined;
  }
  const { kind, holder, instance } = own.unit;
  const inside = kind === 'unit' && holder !== null ? unitOf(holder) : undefined;
  const contents = await selectContents(reader, instance);
  const units = await selectUnits(reader, viewer, 'holder', [instance]);
  const keys = keysOf(own, inside, contents);
  const settling = await isSettling(reader, { keys, things: [], partyId: viewer.partyId });
  return { ...own, inside, contents, units, settling };
}

/**
 * Keys of the unit with what is directly in it, of the units around it, and of loose goods like its contents where it
 * stands: what is drawn there beyond them comes out of it.
 */
function keysOf(
  { unit, outermost }: OwnUnit,
  inside: string | undefined,
  contents: readonly GoodsRow[],
): string[] {
  const { kind, holder } = outermost;
  const loose = contents.flatMap(({ product, uom }) =>
    kind === 'place' && holder !== null ? goodsKey({ kind, id: holder }, product, uom) : [],
  );
  const around = [outermost.unit, ...(inside === undefined ? [] : [inside])];
  const own = [
    goodsKey({ kind: 'unit', id: unit.instance }, '', ''),
    standingKey('unit', unit.instance),
  ];
  return [timelineKey(unit.unit), ...own, ...around.map(timelineKey), ...loose];
}

/** An SSCC of 18 digits, or a code of ours; undefined for anything else. */
function unitNamed(code: string): string | undefined {
  try {
    if (/^\d{18}$/.test(code)) return gs1Identifier([['00', parseSscc(code)]]).key;
    return `/t/${parseCode(code)}`;
  } catch (error) {
    if (error instanceof IdentifierFault) return undefined;
    throw error;
  }
}
