import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { faultyRequest, formatInstant, formatOffset, notFound, Problem } from '../kernel/index.js';
import { Clock, Database, Random, type Tx } from '../platform/index.js';
import { batchNumberFault, firstNumberOfDay, numbersAfter } from './batch-number.js';
import type { Batch, BatchRegistration } from './batch.js';
import { batchNumberTaken } from './batches.problems.js';
import {
  insertBatch,
  registeredNumbers,
  selectOwnBatch,
  selectOwnBatches,
  updateCode,
} from './batches.store.js';

/** Numbers looked through for a free one after one that is taken. */
const suggestionsMax = 100;
/** Batches of one product and day that we number ourselves; a maker of more has numbers of its own. */
const numbersOfDayMax = 1_000;

/** Registers batches and shows an organisation its own. The goods themselves are made by an event. */
@Injectable()
export class BatchesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * Registers a batch of a product that the caller has found to be the actor's, and adopts it where events
   * have mentioned it before. A number that is registered already is refused with the next free one of its
   * pattern; without a number the batch gets the next of its day.
   */
  async register(tx: Tx, actor: Actor, registration: BatchRegistration): Promise<Batch> {
    const { productId, number } = registration;
    if (number === undefined) return this.registerNextOfDay(tx, actor, registration);
    refuseFaulty(number);
    const batch = await insertBatch(tx, this.rowOf(actor, registration, number));
    if (batch !== undefined) return batch;
    const suggestion = await firstFree(tx, productId, numbersAfter(number, suggestionsMax));
    throw numberTaken(number, suggestion);
  }

  /** Writes down the batch's own code, which is issued once the batch has its id. */
  async recordCode(tx: Tx, batch: Batch, code: string): Promise<Batch> {
    await updateCode(tx, batch, code);
    return { ...batch, code };
  }

  /** One of the actor's own; another organisation's answers as one that does not exist. */
  async get({ organisationId }: Actor, id: string): Promise<Batch> {
    const batch = await selectOwnBatch(this.database.as({ organisationId }), organisationId, id);
    if (batch === undefined) throw new Problem(notFound, 'There is no such batch of yours.');
    return batch;
  }

  /** The actor's own, newest first. `before` is the id of the last batch of the page before. */
  async list(
    { organisationId }: Actor,
    page: { readonly before: string | undefined; readonly limit: number },
  ): Promise<Batch[]> {
    return selectOwnBatches(this.database.as({ organisationId }), organisationId, page);
  }

  /** Each round that loses the free number to another registration leaves one number fewer to try. */
  private async registerNextOfDay(
    tx: Tx,
    actor: Actor,
    registration: BatchRegistration,
  ): Promise<Batch> {
    const first = firstNumberOfDay(dayOf(registration.made));
    const numbers = [first, ...numbersAfter(first, numbersOfDayMax - 1)];
    for (;;) {
      const number = await firstFree(tx, registration.productId, numbers);
      if (number === undefined) throw numberTaken(numbers.at(-1) ?? first, undefined);
      const batch = await insertBatch(tx, this.rowOf(actor, registration, number));
      if (batch !== undefined) return batch;
    }
  }

  private rowOf(
    actor: Actor,
    registration: BatchRegistration,
    number: string,
  ): Omit<Batch, 'code'> {
    const { made, quantity, ...rest } = registration;
    return {
      ...rest,
      id: this.random.uuid(),
      number,
      organisationId: actor.organisationId,
      registeredAt: new Date(this.clock.now()),
      quantity: quantity.value,
      unit: quantity.unit,
      madeFrom: new Date(made.from),
      madeUntil: new Date(made.to),
      madeOffset: formatOffset(made.offsetMinutes),
    };
  }
}

function refuseFaulty(number: string): void {
  const fault = batchNumberFault(number);
  if (fault === undefined) return;
  throw faultyRequest([{ pointer: '/number', detail: fault }]);
}

async function firstFree(
  tx: Tx,
  productId: string,
  numbers: readonly string[],
): Promise<string | undefined> {
  const taken = await registeredNumbers(tx, productId, numbers);
  return numbers.find((number) => !taken.has(number));
}

function numberTaken(number: string, suggestion: string | undefined): Problem {
  const advice = suggestion === undefined ? 'choose another' : `${suggestion} is free`;
  return new Problem(
    batchNumberTaken,
    `This product has a batch ${number} already; ${advice}.`,
    [{ pointer: '/number', detail: `is used already; ${advice}` }],
    suggestion === undefined ? {} : { suggestion },
  );
}

/** The day on which it was made, by the calendar of the place. */
function dayOf(made: BatchRegistration['made']): string {
  return formatInstant(made.from, made.offsetMinutes).slice(0, 10);
}
