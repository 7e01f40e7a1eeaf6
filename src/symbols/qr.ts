import { create, type QRCode } from 'qrcode';
import type { Modules } from './modules.js';

/** ISO/IEC 18004 asks for four light modules on every side. */
const quietZone = 4;

/** How much of a symbol may be spoiled: M 15 %, Q 25 % for cold, wet or curved packs, H 30 % under a logo. */
export const qrLevels = ['M', 'Q', 'H'] as const;
export type QrLevel = (typeof qrLevels)[number];

export interface QrOptions {
  /** M unless told. */
  readonly level?: QrLevel;
  /** The size of the symbol, 1 to 40: labels of a run look alike. The smallest that we can draw the text in unless told. */
  readonly version?: number;
}

/** The text as a QR symbol. The library chooses the mask: a fixed one is faster, but the mask is the print's quality. */
export function qrModules(text: string, options: QrOptions = {}): Modules {
  const { modules } = symbolOf(text, options);
  const { size } = modules;
  const inside = (at: number) => at >= 0 && at < size;
  return {
    width: size,
    height: size,
    quietZone,
    isDark: (x, y) => inside(x) && inside(y) && modules.get(y, x) === 1,
  };
}

const isAlphanumeric = (text: string) => /^[0-9A-Z $%*+./:-]*$/.test(text);

/**
 * The smallest version that holds the text in one stretch. Stretches of digits or capitals make some links a version smaller,
 * but a printer encodes by itself, and not all of them look for stretches: its symbol would be larger than the room it has.
 */
export function qrVersion(text: string, level: QrLevel): number {
  const stretch = isAlphanumeric(text)
    ? { mode: 'alphanumeric' as const, data: text }
    : { mode: 'byte' as const, data: Buffer.from(text) };
  return create([stretch], { errorCorrectionLevel: level }).version;
}

function symbolOf(text: string, { level = 'M', version }: QrOptions): QRCode {
  return create(text, { errorCorrectionLevel: level, ...(version !== undefined && { version }) });
}
