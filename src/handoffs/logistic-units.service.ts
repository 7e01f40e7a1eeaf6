import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { unitOf } from '../holdings/index.js';
import { gs1Identifier, IdentifierFault, parseCode, parseSscc } from '../identifiers/index.js';
import { notFound, Problem } from '../kernel/index.js';
import { Database, type Reader } from '../platform/index.js';
import { selectContents, selectUnits, type GoodsRow, type UnitRow } from './own-goods.store.js';
import { whereaboutsOf, type Whereabouts } from './unit-whereabouts.js';

/** A unit with what is directly in it. */
export interface UnitState extends Whereabouts {
  /** The unit around it, if there is one. */
  readonly inside: string | undefined;
  readonly contents: readonly GoodsRow[];
  readonly units: readonly UnitRow[];
}

/** Where a logistic unit is, for those who have it or are a side of the hand-off that it travels by. */
@Injectable()
export class LogisticUnitsService {
  constructor(private readonly database: Database) {}

  async get(actor: Actor, code: string): Promise<UnitState> {
    const name = unitNamed(code);
    const { organisationId } = actor;
    const state =
      name !== undefined &&
      (await this.database.transaction((reader) => stateOf(reader, actor, name), {
        organisationId,
        snapshot: true,
      }));
    if (!state) throw new Problem(notFound, 'There is no such logistic unit of yours.');
    return state;
  }
}

/** Of several generations or disputed copies of a unit, the viewer's own that was named last. */
async function stateOf(reader: Reader, actor: Actor, name: string): Promise<UnitState | undefined> {
  const instances = await selectUnits(reader, actor, 'unit', [name]);
  const [own] = (await whereaboutsOf(reader, actor, instances)).values();
  if (own === undefined) return undefined;
  const { kind, holder, instance } = own.unit;
  return {
    ...own,
    inside: kind === 'unit' && holder !== null ? unitOf(holder) : undefined,
    contents: await selectContents(reader, instance),
    units: await selectUnits(reader, actor, 'holder', [instance]),
  };
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
