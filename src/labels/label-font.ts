import { readFile } from 'node:fs/promises';
import { create, type Font } from 'fontkit';
import { Problem } from '../kernel/index.js';
import { labelFontMissing } from './labels.problems.js';

/** What a PDF is set in: one of its own fonts by name, or a file of which the used glyphs are embedded. */
export type LoadedFont =
  | { readonly name: string }
  /** `face`: which one, where the file holds several. */
  | { readonly file: string; readonly face?: string };

/** Where systems keep a font with Chinese characters; the face of simplified Chinese where there are several. */
const usualPlaces: readonly string[] = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc#NotoSansCJKsc-Regular',
  '/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc#NotoSansCJKsc-Regular',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc#NotoSansCJKsc-Regular',
  '/usr/share/fonts/noto/NotoSansCJK-Regular.ttc#NotoSansCJKsc-Regular',
  '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc#WenQuanYiZenHei',
  '/System/Library/Fonts/Supplemental/Arial Unicode.ttf',
  'C:\\Windows\\Fonts\\simhei.ttf',
];

/** What every reader of PDF has; it holds the characters of Windows-1252. */
const plainFont: LoadedFont = { name: 'Helvetica' };
const plain = /^[\u0020-\u007e\u00a0-\u00ff–—‘’“”•…€]*$/;

interface WideFont {
  readonly loaded: LoadedFont;
  readonly has: (codePoint: number) => boolean;
}

/** Finds the font that labels are set in, once it is needed. What no font has is refused: a box in its place says nothing. */
export class LabelFont {
  private readonly places: readonly string[];
  private found: Promise<WideFont | undefined> | undefined;

  /** `place` is a file, with `#` and the name of a face behind it where it holds several; null: the usual places. */
  constructor(place: string | null) {
    this.places = place === null ? usualPlaces : [place];
  }

  async for(texts: readonly string[]): Promise<LoadedFont> {
    if (texts.every((text) => plain.test(text))) return plainFont;
    this.found ??= firstOf(this.places);
    const font = await this.found;
    const missing = charactersOf(texts).filter(
      (each) => font?.has(each.codePointAt(0) ?? 0) !== true,
    );
    if (font === undefined || missing.length > 0) throw withoutFont(missing);
    return font.loaded;
  }
}

function charactersOf(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...text]))];
}

async function firstOf(places: readonly string[]): Promise<WideFont | undefined> {
  for (const place of places) {
    const [file = '', face] = place.split('#');
    const source = await readFile(file).catch(() => undefined);
    const font = source && faceOf(source, face);
    if (font) {
      const has = (codePoint: number) => font.hasGlyphForCodePoint(codePoint);
      return { loaded: { file, ...(face !== undefined && { face }) }, has };
    }
  }
  return undefined;
}

/** Undefined where the file is no font, or has not the face. */
function faceOf(source: Buffer, face: string | undefined): Font | undefined {
  try {
    const font = create(source, face);
    return 'hasGlyphForCodePoint' in font ? font : undefined;
  } catch {
    return undefined;
  }
}

function withoutFont(missing: readonly string[]): Problem {
  const shown = missing.slice(0, 10).join('');
  return new Problem(
    labelFontMissing,
    `No font here has these characters: ${shown}. Ask the operator for FURROW_LABEL_FONT, or take SVG, ZPL or TSPL.`,
  );
}
