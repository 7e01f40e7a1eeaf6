import type { CodeKind } from '../codes/index.js';
import { humanReadable, spacedCode, type Element } from '../identifiers/index.js';
import { Problem } from '../kernel/index.js';
import type { Language } from '../platform/index.js';
import { qrVersion, type QrLevel } from '../symbols/index.js';
import { expiryElement, type Expiry } from './expiry-element.js';
import type { LabelContent, LabelLine, SymbolContent, SymbolKind } from './label.js';
import { wordsIn, type LabelWords } from './label-words.js';
import { noGtin } from './labels.problems.js';
import { printedLink, type QrCase } from './printed-link.js';

/** What the labels of one run have in common. */
export interface LabelledGoods {
  readonly kind: CodeKind;
  readonly gtin: string | null;
  readonly number: string | null;
  /** Null for units, whose load changes. */
  readonly product: string | null;
  /** Days without time. */
  readonly madeOn: string | null;
  readonly expiry: Expiry | null;
  readonly producer: string | null;
  /** The place of making, in words for consumers. */
  readonly origin: string | null;
}

/** How labels are wanted. */
export interface LabelWish {
  readonly symbol: SymbolKind;
  readonly level: QrLevel;
  readonly qrCase: QrCase;
  readonly language: Language;
}

/** A code and its public link, as they stand on one label. */
export interface LinkedCode {
  readonly code: string;
  readonly link: string;
}

/**
 * What the label of each code of a run says, given one of its codes. They share one version of QR: that of a link whose code
 * has letters only, which takes the most room, so that every stretch of the run looks like every other.
 */
export function goodsLabel(
  goods: LabelledGoods,
  { code, link }: LinkedCode,
  { symbol: kind, level, qrCase, language }: LabelWish,
): (linked: LinkedCode) => LabelContent {
  const longest = link.replace(code, 'A'.repeat(code.length));
  const version = qrVersion(printedLink(longest, qrCase), level);
  const words = wordsIn(language);
  return (linked) => {
    const symbol: SymbolContent =
      kind === 'qr'
        ? { kind, text: printedLink(linked.link, qrCase), level, version }
        : { kind, elements: elementsOf(goods, linked.code) };
    return { symbol, lines: linesOf(goods, linked, symbol, words) };
  };
}

/** A till that knows the date and the batch can stop goods by them; what the symbol names is what the link does. */
function elementsOf({ kind, gtin, number, expiry }: LabelledGoods, code: string): Element[] {
  if (gtin === null) {
    throw new Problem(noGtin, 'The product has no GTIN, and none is made up; take a QR symbol.');
  }
  const date: Element[] = expiry === null ? [] : [expiryElement(expiry)];
  const batch: Element[] = number === null ? [] : [['10', number]];
  const serial: Element[] = kind === 'batch' ? [] : [['21', code]];
  return [['01', gtin], ...date, ...batch, ...serial];
}

function linesOf(
  goods: LabelledGoods,
  { code, link }: LinkedCode,
  symbol: SymbolContent,
  words: LabelWords,
): LabelLine[] {
  const { product, number, madeOn, expiry, origin, producer } = goods;
  const until = expiry?.kind === 'use-by' ? words.useBy : words.bestBefore;
  const needed = (text: string) => ({ text, needed: true });
  const wished = (text: string | null, word = '') =>
    text === null ? [] : [{ text: `${word} ${text}`.trim(), needed: false }];
  const elements = symbol.kind === 'qr' ? [] : symbol.elements;
  // What stands under the symbol in brackets need not stand there twice.
  const unlessIn = (ai: string, text: string) => ({
    text,
    needed: !elements.some(([each]) => each === ai),
  });
  return [
    ...wished(product),
    ...elements.map((element) => needed(humanReadable([element]))),
    unlessIn('21', spacedCode(code)),
    ...(number === null ? [] : [unlessIn('10', `${words.batch} ${number}`)]),
    ...(expiry === null ? [] : [unlessIn(expiryElement(expiry)[0], `${until} ${expiry.on}`)]),
    ...wished(madeOn, words.made),
    ...wished(`${words.scan} ${new URL(link).host}`),
    ...wished(producer, words.by),
    ...wished(origin, words.from),
  ];
}
