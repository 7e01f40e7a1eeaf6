import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { SsccsService } from '../codes/index.js';
import { LogisticUnitsService, type PendingUnit, type UnitState } from '../handoffs/index.js';
import { digitalLink, type Element } from '../identifiers/index.js';
import { faultyRequest } from '../kernel/index.js';
import { Config, Database } from '../platform/index.js';
import { PartiesService } from '../parties/index.js';
import { ProductsService, type Product } from '../products/index.js';
import { goodsLabel } from './goods-label.js';
import type { LabelLine, LabelSize } from './label.js';
import { drawnFile, fontFaults, printerOf, type LabelFile, type Printing } from './label-file.js';
import { layoutLabel, type Printer } from './label-layout.js';
import { layoutLogistic, type LabelledUnit } from './logistic-label.js';
import { PdfMaker } from './pdf-maker.js';
import { printedLink } from './printed-link.js';
import { contentElements, type UnitContent } from './unit-content.js';
import { selectOwnBatch } from './unit-contents.store.js';

/** What labels of logistic units are printed on (ISO 216), in millimetres. */
export const unitLabelSizes = {
  a6: { width: 105, height: 148 },
  a5: { width: 148, height: 210 },
} as const satisfies Record<string, LabelSize>;

/** How the label of a unit is printed. */
export interface UnitLabelOrder {
  readonly format: 'pdf' | 'zpl';
  readonly size: keyof typeof unitLabelSizes;
  readonly dotsPerInch: number;
  readonly printerFont?: string;
  /** Decimal text. */
  readonly grossKilograms?: string;
}

/** What is in a unit, as its label tells it; `name` is the product's. */
type NamedContent = UnitContent & { readonly name: string };

/** Prints the label of a logistic unit of one's own: the trade's where it has an SSCC, else one with our code alone. */
@Injectable()
export class UnitLabelsService {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly pdfs: PdfMaker,
    private readonly units: LogisticUnitsService,
    private readonly ssccs: SsccsService,
    private readonly products: ProductsService,
    private readonly parties: PartiesService,
  ) {}

  async forUnit(actor: Actor, code: string, order: UnitLabelOrder): Promise<LabelFile> {
    const state = await this.stateOf(actor, code);
    const key = 'pending' in state ? state.pending : state.unit.unit;
    const label = unitLabelSizes[order.size];
    const printing: Printing = {
      ...order,
      ...{ media: { kind: 'roll', label }, start: 1, cropMarks: false },
    };
    const faults = fontFaults(printing);
    if (faults.length > 0) throw faultyRequest(faults);
    const printer = printerOf(printing);
    const sscc = /^\/00\/(\d{18})$/.exec(key)?.[1];
    const of =
      sscc === undefined
        ? this.drawCode(key, label, printer)
        : layoutLogistic(await this.labelled(actor, { sscc, key, state, order }), label, printer);
    return drawnFile([{ of, copies: 1 }], printing, this.pdfs);
  }

  /** An SSCC that was given out may be printed ahead of packing: then it is all that is known. */
  private async stateOf(actor: Actor, code: string): Promise<UnitState | PendingUnit> {
    if (!(await this.ssccs.isAllocated(actor, code))) return this.units.get(actor, code);
    return (await this.units.find(actor, code)) ?? { pending: `/00/${code}` };
  }

  private drawCode(key: string, size: LabelSize, printer: Printer) {
    const nothing = { gtin: null, number: null, product: null, madeOn: null, expiry: null };
    const goods = { kind: 'unit' as const, ...nothing, producer: null, origin: null };
    const linked = { code: key.replace('/t/', ''), link: this.linkOf(key) };
    const wish = { symbol: 'qr', level: 'M', qrCase: 'lower', language: 'en' } as const;
    return layoutLabel(goodsLabel(goods, linked, wish)(linked), size, printer);
  }

  private async labelled(
    actor: Actor,
    {
      sscc,
      key,
      state,
      order,
    }: {
      readonly sscc: string;
      readonly key: string;
      readonly state: UnitState | PendingUnit;
      readonly order: UnitLabelOrder;
    },
  ): Promise<LabelledUnit> {
    const content = 'pending' in state ? undefined : await this.contentOf(actor, state);
    const { name } = await this.parties.get(actor, actor.partyId);
    const elements = contentElements(content, order.grossKilograms);
    return {
      sscc,
      link: printedLink(this.linkOf(key), 'upper'),
      content: elements,
      lines: [...linesOf(name, content, elements), { text: `SSCC ${sscc}`, needed: true }],
    };
  }

  /** Undefined where the unit holds several things, other units, or what its owner alone may be told of. */
  private async contentOf(
    actor: Actor,
    { contents, units, settling }: UnitState,
  ): Promise<NamedContent | undefined> {
    const [only, ...others] = contents;
    if (only === undefined || others.length + units.length > 0 || settling) return undefined;
    const product = await this.products.findSeen(actor, only.product);
    if (product?.organisationId !== actor.organisationId) return undefined;
    const reader = this.database.as({ organisationId: actor.organisationId });
    const batch =
      only.batch === null
        ? undefined
        : await selectOwnBatch(reader, actor.organisationId, only.batch);
    return {
      ...{ product, name: product.name, amount: only.amount, uom: only.uom },
      ...{ number: batch?.number ?? null, bestBefore: batch?.bestBefore ?? null },
    };
  }

  private linkOf(key: string): string {
    return digitalLink(key, this.config.publicUrl);
  }
}

/** Titles are those that GS1 gives its elements, in English wherever the goods go. */
const titles: Readonly<Record<string, string>> = {
  '37': 'COUNT',
  '10': 'BATCH/LOT',
};

function linesOf(
  sender: string,
  content: NamedContent | undefined,
  elements: readonly Element[],
): LabelLine[] {
  const told = elements.flatMap(([ai, value]): LabelLine[] => {
    const title = titles[ai];
    return title === undefined ? [] : [{ text: `${title} ${plain(ai, value)}`, needed: true }];
  });
  return [
    { text: `FROM ${sender}`, needed: false },
    ...(content === undefined ? [] : [{ text: content.name, needed: false }]),
    ...told,
    ...(content === undefined ? [] : datesOf(content)),
  ];
}

/** A count is a number to people, whatever zero stands before it. */
function plain(ai: string, value: string): string {
  return ai === '37' ? value.replace(/^0+(?=\d)/, '') : value;
}

function datesOf({
  product,
  bestBefore,
}: {
  readonly product: Pick<Product, 'dateType'>;
  readonly bestBefore: string | null;
}): LabelLine[] {
  if (bestBefore === null) return [];
  const title = product.dateType === 'use-by' ? 'USE BY' : 'BEST BEFORE';
  return [{ text: `${title} ${bestBefore}`, needed: true }];
}
