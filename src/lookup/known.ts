import { batchKey } from './batch-key.js';
import type { Known } from './answer-memory.js';
import { statedPassport } from './tell-stated.js';
import type { LinkedRow, PassportStore } from './passport.store.js';
import type { Question, ThingAsked } from './public-address.js';
import { productEntity, unitEntity } from './resolver/entity.js';
import { awaitsLook } from './tell-looks.js';
import {
  codePassport,
  ssccPassport,
  unknownPassport,
  type Circumstances,
} from './tell-passport.js';
import { productPassport } from './tell-product.js';

/** A question that records can answer. */
export type Answerable = Exclude<Question, { by: 'untold' }>;

/** What the records say of what was asked for. */
export async function readKnown(
  store: PassportStore,
  question: Answerable,
  by: Circumstances,
): Promise<Known> {
  switch (question.by) {
    case 'thing':
      return thingKnown(store, question, by);
    case 'sscc': {
      const row = await store.ofSscc(question.key);
      if (row === undefined) return unknown(question);
      const passport = ssccPassport(row, question.key, by);
      return { passport, entity: unitEntity(question.key, passport) };
    }
    case 'external': {
      const rows = await store.ofExternal(question.names);
      const passport = statedPassport(rows, question.text, by.publicUrl);
      return { passport: passport ?? question.otherwise };
    }
    case 'code': {
      const row = await store.ofCode(question.code);
      const passport = row && codePassport(row, by);
      return row && passport ? { passport, awaitsLook: awaitsLook(row) } : unknown(question);
    }
  }
}

/**
 * A batch or piece that is not registered, or not yet to be told of, is answered by what its GTIN names: by another
 * statement, of which both need one. Digits that are no registered GTIN may be a code of another scheme.
 */
async function thingKnown(
  store: PassportStore,
  asked: ThingAsked,
  by: Circumstances,
): Promise<Known> {
  const row = await linkedRow(store, asked);
  const passport = row && codePassport(row, by);
  if (row !== undefined && passport !== undefined) {
    return { passport, entity: productEntity(asked, passport, row), awaitsLook: awaitsLook(row) };
  }
  const recalled = await claimedRecall(store, asked, by);
  if (recalled !== undefined) return recalled;
  const product = await store.ofProduct(asked.gtin);
  if (product === undefined) {
    return asked.orElse === undefined ? unknown(asked) : readKnown(store, asked.orElse, by);
  }
  const told = productPassport(product, asked);
  return { passport: told, entity: productEntity(asked, told, product) };
}

/** A piece of which nothing is told, on whose label stands a batch that is recalled: its reader is told of the batch. */
async function claimedRecall(
  store: PassportStore,
  { gtin, batch, serial }: ThingAsked,
  by: Circumstances,
): Promise<Known | undefined> {
  if (serial === undefined || batch === undefined) return undefined;
  const row = await store.ofBatch(gtin, batch);
  if (row === undefined || row.recall === null) return undefined;
  const passport = codePassport(row, by);
  const key = batchKey(gtin, batch);
  return (
    passport && {
      passport,
      entity: productEntity({ by: 'thing', key, gtin, batch }, passport, row),
    }
  );
}

async function linkedRow(
  store: PassportStore,
  { gtin, batch, serial, code }: ThingAsked,
): Promise<LinkedRow | undefined> {
  if (serial === undefined) return batch === undefined ? undefined : store.ofBatch(gtin, batch);
  if (code === undefined) return undefined;
  const row = await store.ofLinkedCode(code);
  // A serial number under another GTIN than its own is no address of the code.
  return row?.gtin === gtin ? row : undefined;
}

function unknown({ key }: Question): Known {
  return { passport: unknownPassport(key) };
}
