import { publicLink } from '../../codes/index.js';
import { formatInstant, parseOffset } from '../../kernel/index.js';
import type { Known } from '../answer-memory.js';
import type { RecalledPassport } from '../passport.dto.js';
import type { Question, ThingAsked } from '../public-address.js';
import { productEntity, unitEntity } from '../resolver/entity.js';
import { RecalledCodes } from './recalled-codes.js';
import { RecalledThings } from './recalled-things.js';
import type { RecalledRun } from './recalled.store.js';

/** What is known of a thing while nothing can be read. */
export type Found =
  | (Known & { readonly passport: RecalledPassport })
  /** It was not under recall when the records were last read. */
  | 'not recalled'
  /** It may be under recall, and would not be here. */
  | 'unsure';

/** Longer than what is here is read and the rest behind it: when nothing failed, it is no older than the last answer by this. */
export const staleMilliseconds = 15_000;

/** All that is under recall, so far as it fits, for as long as the records cannot be read. */
export class RecalledBook {
  /** When all that is here was last known to be under recall. */
  knownAt: number | undefined;

  constructor(
    private readonly publicUrl: string,
    readonly things = new RecalledThings(),
    readonly codes = new RecalledCodes(),
  ) {}

  /**
   * What is here says nothing of what was recalled since it was last known. `reachedAt`: when the database was last seen to
   * answer; where that is much later, following fails, and more may be recalled that would have been read.
   */
  find(question: Question, reachedAt: number): Found {
    const { knownAt } = this;
    const known = this.known(question);
    if (known !== undefined && knownAt !== undefined) {
      const passport = { ...known.passport, asKnownAt: formatInstant(knownAt, 0) };
      return { ...known, passport };
    }
    const isWhole =
      knownAt !== undefined &&
      reachedAt - knownAt <= staleMilliseconds &&
      this.things.isWhole &&
      (!isPiece(question) || this.codes.isWhole);
    return isWhole ? 'not recalled' : 'unsure';
  }

  /** Whether batches of the product that was asked for, or of the goods, are under recall. */
  someRecalled(question: Question): boolean {
    return question.by === 'thing' && this.things.someOf(question.gtin);
  }

  private known(question: Question) {
    switch (question.by) {
      case 'untold':
        return undefined;
      case 'code':
        return asKnown(this.things.get(question.key) ?? this.piece(question.code)?.passport);
      case 'sscc': {
        const passport = this.things.get(question.key);
        return passport && { passport, entity: unitEntity(question.key, passport) };
      }
      case 'thing':
        return this.knownThing(question);
    }
  }

  /** As while records can be read: a piece is known under its own GTIN, else by the batch that its label claims. */
  private knownThing(asked: ThingAsked) {
    const { gtin, batch, serial, code } = asked;
    const named = code === undefined ? undefined : this.things.ofLinkedCode(gtin, code);
    if (named !== undefined) return linked(asked, named);
    const piece = code === undefined ? undefined : this.piece(code);
    if (piece?.run.gtin === gtin) return linked(asked, piece.passport);
    const passport = batch === undefined ? undefined : this.things.ofNumber(gtin, batch);
    if (passport === undefined || batch === undefined) return undefined;
    if (serial === undefined) return linked(asked, passport);
    const key = `/01/${gtin}/10/${encodeURIComponent(batch)}`;
    return linked({ by: 'thing', key, gtin, batch }, passport);
  }

  private piece(code: string) {
    const run = isPieceCode(code) ? this.codes.runOf(code) : undefined;
    const batch = run && this.things.ofBatch(run.batchId);
    return run && batch && { run, passport: this.pieceOf(run, batch, code) };
  }

  /** What is told of its batch is told of a piece, but the code. */
  private pieceOf(run: RecalledRun, batch: RecalledPassport, text: string): RecalledPassport {
    const offset = batch.batch === undefined ? 0 : parseOffset(batch.batch.offset);
    const code = {
      text,
      kind: run.kind,
      link: publicLink(run, text, this.publicUrl),
      issuedOn: formatInstant(run.issuedAt.getTime(), offset).slice(0, 10),
    };
    return { ...batch, code };
  }
}

const asKnown = (passport: RecalledPassport | undefined) => passport && { passport };

/** Our page comes first, whatever links its owner gave: they are not known here. */
function linked(asked: ThingAsked, passport: RecalledPassport) {
  return {
    passport,
    entity: productEntity(asked, passport, { links: null, someRecalled: true }),
  };
}

/** Item and case codes have 16 characters, those of batches and logistic units 12. */
const isPieceCode = (code: string) => code.length === 16;

const isPiece = (question: Question) =>
  question.by === 'thing'
    ? question.code !== undefined
    : question.by === 'code' && isPieceCode(question.code);
