import { elementText, type Markup } from '../kernel/index.js';
import { darkPath } from '../symbols/index.js';
import {
  millimetresOf,
  type DrawnLabel,
  type PlacedSymbol,
  type PlacedText,
} from './drawn-label.js';

/** Of whoever opens the file; the first of them that is there. */
const fonts = 'Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, Arial, sans-serif';

/** The label at its true size, symbols as paths and texts as texts: for whoever sets it into artwork. */
export function svgLabel(label: DrawnLabel): string {
  const { width, height, dotsPerInch, symbols, texts } = label;
  const size = (dots: number) => `${millimetresOf(dots, dotsPerInch).toFixed(3)}mm`;
  return elementText({
    name: 'svg',
    attributes: {
      ...{ xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}` },
      ...{ width: size(width), height: size(height), 'shape-rendering': 'crispEdges' },
    },
    children: [
      { name: 'path', attributes: { fill: '#fff', d: `M0 0h${width}v${height}H0z` } },
      ...symbols.map(symbolMarkup),
      ...texts.map(textMarkup),
    ],
  });
}

function symbolMarkup({ modules, x, y, across, down }: PlacedSymbol): Markup {
  const transform = `translate(${x} ${y}) scale(${across} ${down})`;
  return { name: 'path', attributes: { transform, d: darkPath(modules) } };
}

function textMarkup({ text, x, y, size }: PlacedText): Markup {
  const baseline = Math.round(y + 0.85 * size);
  return {
    name: 'text',
    attributes: {
      ...{ x: String(x), y: String(baseline), 'font-size': String(size), 'font-family': fonts },
      // Blanks that a name begins with, or two in a row, are the name's.
      'xml:space': 'preserve',
    },
    text,
  };
}
