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
  /** The size of the symbol, 1 to 40: labels of a run look alike. The smallest that holds the text unless told. */
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

/** The smallest version that holds the text. */
export function qrVersion(text: string, level: QrLevel): number {
  return symbolOf(text, { level }).version;
}

function symbolOf(text: string, { level = 'M', version }: QrOptions): QRCode {
  return create(text, { errorCorrectionLevel: level, ...(version !== undefined && { version }) });
}
