import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import type { Batch } from '../batches/index.js';
import { CaptureService, type Captured, type EpcisEvent } from '../events/index.js';
import { faultyRequest } from '../kernel/index.js';
import type { Tx } from '../platform/index.js';
import type { ActivityRequest, OutputRequest } from './activities.dto.js';
import { BatchRegistrar, type NewBatch } from './batch-registrar.service.js';
import { buildEvent } from './build-event.js';
import { refuseMembers } from './check-members.js';
import { saidTime, timeSaid, type EarlierCopy } from './earlier-copy.js';
import { ErrorDeclarations } from './error-declarations.service.js';
import type { NamedOutput } from './names-in.js';
import { NamingService } from './naming.service.js';
import { Repeats } from './repeats.service.js';
import { inWordsOfRequest, refuseUnfitBalance } from './request-faults.js';

/** What an activity came to. */
export interface Recording {
  readonly captured: Captured;
  readonly event: EpcisEvent;
  /** Batches that it registered. */
  readonly batches: readonly Batch[];
}

/** The friendly writes: each is one transaction that builds one event and captures it. */
@Injectable()
export class ActivitiesService {
  constructor(
    private readonly repeats: Repeats,
    private readonly capture: CaptureService,
    private readonly naming: NamingService,
    private readonly registrar: BatchRegistrar,
    private readonly declarations: ErrorDeclarations,
  ) {}

  async record(actor: Actor, request: ActivityRequest): Promise<Recording> {
    return this.repeats.tell(actor, request.eventId, (tx, earlier) =>
      this.recordIn(tx, actor, request, earlier),
    );
  }

  /** As `record`, inside the transaction of a larger use case; `earlier` is what the request is known to tell again. */
  async recordIn(
    tx: Tx,
    actor: Actor,
    request: ActivityRequest,
    earlier: EarlierCopy | undefined,
  ): Promise<Recording> {
    refuseMembers(request);
    const { outputs: _, ...rest } = request;
    if (request.activity === 'declare-error') {
      const event = await this.declarations.declarationOf(tx, actor, request);
      return this.captured(tx, actor, event, { batches: [], recorded: 'fact' });
    }
    const recorded = request.recorded ?? 'act';
    if (request.activity === 'void-shipping' && recorded === 'act') {
      await this.declarations.refuseVoidOfNone(tx, actor, request);
    }
    const { outputs, batches } = await this.outputsOf(tx, actor, request, earlier);
    const naming = { ...rest, ...timeSaid(request, earlier) };
    const event = buildEvent(await this.naming.name(tx, actor, naming, outputs));
    const recording = await this.captured(tx, actor, event, { batches, recorded }).catch(
      (error: unknown) => {
        throw inWordsOfRequest(error, request);
      },
    );
    // A product may convert what the table of units does not, so the books are asked first.
    const isOpen = recorded === 'act' && recording.captured.unitMismatch;
    if (isOpen) refuseUnfitBalance(request);
    return recording;
  }

  private async captured(
    tx: Tx,
    actor: Actor,
    event: EpcisEvent,
    {
      batches,
      recorded,
    }: { readonly batches: readonly Batch[]; readonly recorded: 'act' | 'fact' },
  ): Promise<Recording> {
    const [captured] = await this.capture.capture(tx, actor, [event], recorded);
    if (captured === undefined) throw new Error('one event, one answer');
    return { captured, event, batches };
  }

  /** Registers the outputs that are new batches, or finds those that the earlier copy registered. */
  private async outputsOf(
    tx: Tx,
    actor: Actor,
    request: ActivityRequest,
    earlier: EarlierCopy | undefined,
  ): Promise<{ outputs: NamedOutput[]; batches: Batch[] }> {
    const outputs: NamedOutput[] = [];
    const batches: Batch[] = [];
    for (const [i, output] of (request.outputs ?? []).entries()) {
      if ((output.batchId === undefined) === (output.productId === undefined)) {
        const detail = 'name either a batch of yours, or the product of a new one';
        throw faultyRequest([{ pointer: `/outputs/${i}`, detail }]);
      }
      const wanted = newBatchIn(request, output, i);
      const batch =
        wanted && (await this.registrar.registerOrFind(tx, actor, wanted, { earlier, i }));
      if (batch !== undefined) batches.push(batch);
      outputs.push({ batchId: output.batchId ?? batch?.id ?? '', quantity: output.quantity });
    }
    return { outputs, batches };
  }
}

/** The batch that an output asks to register; nothing where it names one that is registered. */
function newBatchIn(
  request: ActivityRequest,
  { productId, number, quantity }: OutputRequest,
  i: number,
): NewBatch | undefined {
  if (productId === undefined) return undefined;
  const { placeId } = request;
  return {
    productId,
    quantity,
    pointer: `/outputs/${i}`,
    ...(number !== undefined && { number }),
    ...saidTime(request),
    ...(placeId !== undefined && { placeId }),
  };
}
