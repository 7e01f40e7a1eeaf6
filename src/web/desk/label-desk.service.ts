import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Actor } from '../../access/index.js';
import { BatchesService } from '../../batches/index.js';
import { CodesService, publicLink } from '../../codes/index.js';
import { LabelsService, usualSheetOrder, type LabelFile } from '../../labels/index.js';
import { Config, Database, type Language } from '../../platform/index.js';
import { ProductsService } from '../../products/index.js';
import { qrModules, symbolSvg } from '../../symbols/index.js';
import type { Speech } from '../catalogue/speech.js';
import type { AmountTyped } from '../forms/amount-form.js';
import type { Label } from '../forms/labels-page.js';
import { selectMaking } from './desk.store.js';

/** What the page and the labels of one's own batch say. */
@Injectable()
export class LabelDeskService {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly products: ProductsService,
    private readonly batches: BatchesService,
    private readonly codes: CodesService,
    private readonly labels: LabelsService,
  ) {}

  /** So many labels as PDF, on the sheets that are used unless told. */
  sheetOf(
    actor: Actor,
    batchId: string,
    { copies, language }: { readonly copies: number; readonly language: Language },
  ): Promise<LabelFile> {
    return this.labels.forBatch(actor, batchId, { ...usualSheetOrder(language), copies });
  }

  async labelOf(
    actor: Actor,
    batchId: string,
    { name }: Speech,
  ): Promise<Label & { readonly amount: AmountTyped }> {
    const { organisationId } = actor;
    const batch = await this.batches.get(actor, batchId);
    const product = await this.products.get(actor, batch.productId);
    const run = await this.codes.ownBatchRun(actor, batchId);
    const code = batch.code ?? '';
    const made = DateTime.fromJSDate(batch.madeFrom).setZone(`UTC${batch.madeOffset}`);
    const { bestBefore } = batch;
    return {
      productName: name({ text: product.name, versions: product.names }),
      code,
      number: batch.number,
      amount: { value: batch.quantity, unit: batch.unit },
      madeOn: made.toFormat('yyyy-MM-dd'),
      making: await selectMaking(this.database.as({ organisationId }), organisationId, batchId),
      ...(bestBefore !== null && {
        date: { kind: product.dateType === 'use-by' ? 'use-by' : 'best-before', on: bestBefore },
      }),
      qrSvg: symbolSvg(qrModules(publicLink(run, code, this.config.publicUrl))),
    };
  }
}
