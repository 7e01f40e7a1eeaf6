import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { GoodsRequest } from '../../activities/index.js';
import { IdentifierFault, parseTyped, type Identifier } from '../../identifiers/index.js';
import { Database } from '../../platform/index.js';
import type { Speech } from '../catalogue/speech.js';
import type { FormFault } from '../forms/form-fault.js';
import { countNames, type HandOffAct, type HandOffRequest } from '../forms/scan-form.js';
import {
  selectAmountAt,
  selectAmountSent,
  selectScannedCode,
  selectScannedUnit,
  type BatchAmount,
  type ScannedCode,
} from './desk.store.js';

/** What a scanned text turned out to be. */
export type Scanned = 'goods' | 'recalled' | 'unknown' | 'malformed';

/** Goods and units as an act names them, or what is wrong with the codes they come from. */
export interface Load {
  readonly goods: GoodsRequest[];
  readonly units: string[];
  /** Ids of the batches whose amounts were counted. */
  readonly counted: ReadonlySet<string>;
  readonly faults: readonly FormFault[];
}

/** What scanned codes stand for. */
@Injectable()
export class ScannedGoodsService {
  constructor(private readonly database: Database) {}

  /** Recalled goods are told at the scan, before anyone carries them further. */
  async look(text: string): Promise<Scanned> {
    const identifier = readScan(text);
    if (identifier === undefined) return 'malformed';
    const code = await this.scanned(identifier);
    if (code === undefined || code.isVoid) return 'unknown';
    return code.isRecalled ? 'recalled' : 'goods';
  }

  /** The codes of a hand-off as the interface takes them, or what is wrong with them. */
  async loadOf(actor: Actor, request: HandOffRequest, speech: Speech): Promise<Load> {
    const goods: GoodsRequest[] = [];
    const units: string[] = [];
    const items: string[] = [];
    const batches = new Map<string, string>();
    for (const text of request.codes) {
      const identifier = readScan(text);
      const code = identifier && (await this.scanned(identifier));
      if (code?.kind === 'unit') units.push(text);
      else if (code?.kind !== 'batch') items.push(text);
      else if (!batches.has(code.batchId ?? '')) batches.set(code.batchId ?? '', text);
    }
    const faults: FormFault[] = [];
    for (const [batchId, text] of batches) {
      const amounts = await this.amountsOf(actor, request, { text, batchId });
      goods.push(...amounts.map((quantity) => ({ what: text, quantity })));
      if (amounts.length === 0) faults.push(amountMissing(request.act, text, speech));
    }
    if (items.length > 0) goods.push({ items });
    const isCounted = new Set(request.counted.map(({ code }) => code));
    const counted = [...batches].filter(([, text]) => isCounted.has(text));
    return { goods, units, counted: new Set(counted.map(([batchId]) => batchId)), faults };
  }

  /** What of ours it is. A serial number that is no code of ours is nobody's goods here. */
  private async scanned({ kind, key, parts }: Identifier): Promise<ScannedCode | undefined> {
    const { code, gtin = '', batch: number = '', serial } = parts;
    // A scan is answered at the desk as it is at the public door.
    const reader = this.database.as({ role: 'public' });
    if (kind === 'unit') return selectScannedUnit(reader, key);
    if (kind === 'batch') return selectScannedCode(reader, { gtin, number });
    const native = code ?? serial;
    return native === undefined ? undefined : selectScannedCode(reader, { code: native });
  }

  /** A batch code names no amount: handed over is all that lies here, taken over what was counted or was sent to us. */
  private async amountsOf(
    actor: Actor,
    { act, locationId, counterpartId, counted }: HandOffRequest,
    { text, batchId }: { readonly text: string; readonly batchId: string },
  ): Promise<readonly BatchAmount[]> {
    const { organisationId } = actor;
    const reader = this.database.as({ organisationId });
    if (act === 'hand-over') return selectAmountAt(reader, batchId, locationId);
    const stated = counted.find(({ code }) => code === text);
    if (stated !== undefined) return [stated.quantity];
    return selectAmountSent(reader, batchId, {
      fromPartyId: counterpartId,
      toOrganisationId: organisationId,
    });
  }
}

/** Whoever takes goods over can count them; whoever hands over more than he was given has a record to mend first. */
function amountMissing(act: HandOffAct, code: string, { say }: Speech): FormFault {
  return act === 'take-over'
    ? { field: countNames(code).value, text: say('fault.amountUnknown', { code }) }
    : { field: 'code', text: say('fault.nothingHere', { code }) };
}

function readScan(text: string): Identifier | undefined {
  try {
    return parseTyped(text);
  } catch (error) {
    if (error instanceof IdentifierFault) return undefined;
    throw error;
  }
}
