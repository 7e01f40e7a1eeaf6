import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { publicLink } from '../codes/index.js';
import { faultyRequest, formatInstant, parseOffset, present } from '../kernel/index.js';
import {
  Config,
  Database,
  mapping,
  Places,
  stepByStep,
  type Language,
  type Reader,
} from '../platform/index.js';
import { goodsLabel, type LabelledGoods, type LabelWish } from './goods-label.js';
import { labelFile, type LabelFile, type Printing } from './label-file.js';
import type { LabelledRun, Named } from './labelled-runs.store.js';
import { labelSize } from './media.js';
import { PdfMaker } from './pdf-maker.js';
import { ownRun, wholeStretch, type Stretch } from './own-runs.js';
import { usualCase } from './printed-link.js';

/** Labels of one file: what a press of a button prints. More is a print house's work. */
export const labelsMax = 1_000;
/** Files of labels that one process makes at once: each is laid out and written in memory. The label of a load is one, and is not counted. */
export const labelFilesAtOnceMax = 4;

/** What labels are to say, and how they are printed. */
export interface LabelOrder extends Printing, Omit<LabelWish, 'qrCase'> {
  /** As the size of the label wants, unless told. */
  readonly qrCase?: LabelWish['qrCase'];
}

/** Prints labels of one's own goods. */
@Injectable()
export class LabelsService {
  private readonly places = new Places(labelFilesAtOnceMax, 'files of labels');

  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly pdfs: PdfMaker,
  ) {}

  /** The label of a batch's own code, so many times. */
  async forBatch(
    actor: Actor,
    batchId: string,
    order: LabelOrder & { readonly copies: number },
  ): Promise<LabelFile> {
    const run = await ownRun(this.reader(actor), actor.organisationId, { batchId });
    return this.print(actor, run, { from: 1, to: 1 }, order);
  }

  /** The labels of a run from one place to another, both counted. */
  async forStretch(
    actor: Actor,
    runId: string,
    { from = 1, to }: { readonly from?: number; readonly to?: number },
    order: LabelOrder,
  ): Promise<LabelFile> {
    const run = await ownRun(this.reader(actor), actor.organisationId, { runId });
    const stretch = { from, to: to ?? run.size };
    refuseOutside(run, stretch);
    return this.print(actor, run, stretch, { ...order, copies: 1 });
  }

  private reader({ organisationId }: Actor): Reader {
    return this.database.as({ organisationId });
  }

  private async print(
    actor: Actor,
    run: LabelledRun,
    stretch: Stretch,
    order: LabelOrder & { readonly copies: number },
  ): Promise<LabelFile> {
    return this.places.during(() => this.make(actor, run, stretch, order));
  }

  private async make(
    actor: Actor,
    run: LabelledRun,
    stretch: Stretch,
    { copies, qrCase, ...order }: LabelOrder & { readonly copies: number },
  ): Promise<LabelFile> {
    const codes = await wholeStretch(this.reader(actor), run, stretch);
    const linked = codes.map(({ code }) => ({
      code,
      link: publicLink(run, code, this.config.publicUrl),
    }));
    const { width, height } = labelSize(order.media);
    const wish = { ...order, qrCase: qrCase ?? usualCase(Math.min(height, width / 2)) };
    const [first] = linked;
    const label = goodsLabel(goodsOf(run, order.language), present(first, 'a code'), wish);
    const labels = mapping(linked, (each) => ({ of: label(each), copies }));
    return labelFile(await stepByStep(labels), order, this.pdfs);
  }
}

function refuseOutside({ size }: LabelledRun, { from, to }: Stretch): void {
  if (from > to || to > size) {
    const detail = `must be a place from ${from} to ${size}, the last of the run`;
    throw faultyRequest([{ pointer: '/to', detail }]);
  }
  if (to - from >= labelsMax) {
    const detail = `must be at most ${from + labelsMax - 1}: one file holds ${labelsMax} labels`;
    throw faultyRequest([{ pointer: '/to', detail }]);
  }
}

/** What the labels of a run say in a language. */
export function goodsOf(run: LabelledRun, language: Language): LabelledGoods {
  const { kind, gtin, number, bestBefore, dateType, origin } = run;
  const inLanguage = (named: Named | null) =>
    named === null ? null : (named.names[language] ?? named.name);
  return {
    ...{ kind, gtin, number, origin },
    product: inLanguage(run.product),
    producer: inLanguage(run.producer),
    madeOn: dayOfMaking(run),
    expiry:
      bestBefore === null
        ? null
        : { kind: dateType === 'use-by' ? 'use-by' : 'best-before', on: bestBefore },
  };
}

/** By the calendar of the place. */
function dayOfMaking({ madeFrom, madeOffset }: LabelledRun): string | null {
  if (madeFrom === null || madeOffset === null) return null;
  return formatInstant(madeFrom.getTime(), parseOffset(madeOffset)).slice(0, 10);
}
