import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { faultyRequest } from '../kernel/index.js';
import { IfGiven, InDigits, languages, type Language } from '../platform/index.js';
import { qrLevels, type QrLevel } from '../symbols/index.js';
import { symbolKinds, type SymbolKind } from './label.js';
import { labelFormats, type LabelFormat } from './label-file.js';
import { labelsMax, type LabelOrder } from './labels.service.js';
import { mediaNamed, rollBounds, sheets } from './media.js';
import { qrCases, type QrCase } from './printed-link.js';

/** Dots an inch of printers. */
export const resolutions = ['203', '300', '600'] as const;
/** What sheets are printed with. */
const officeResolution = '600';
const usualRoll = 'roll-50x30';
const usualSheet = 'a4-3x8';

/** How labels are printed. */
export class LabelsQuery {
  /** `pdf` (the default), `zpl` and `tspl` hold many labels; `svg` and `png` one. `png` is the symbol alone. */
  @IfGiven()
  @IsIn(labelFormats)
  format?: LabelFormat;

  /**
   * A sheet (`a4-3x7`, `a4-3x8`, `a4-2x7`, `a4-5x13`, `a4-5x7`, `letter-3x10`) or a roll, as in `roll-50x30` for labels of 50 by
   * 30 mm. The default is `a4-3x8` for `pdf`, and `roll-50x30` for the rest.
   */
  @IfGiven()
  @Matches(/^[a-z0-9-]{1,20}$/)
  media?: string;

  /** The first free place of a sheet that was begun, row by row from 1. */
  @IfGiven()
  @InDigits()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(100)
  start?: number;

  /** `qr` (the default) with the link; `gs1-datamatrix` and `gs1-128` need a GTIN. */
  @IfGiven()
  @IsIn(symbolKinds)
  symbol?: SymbolKind;

  /** How much of a QR symbol may be spoiled: `M` (the default) 15 %, `Q` 25 % for cold or wet packs, `H` 30 %. */
  @IfGiven()
  @IsIn(qrLevels)
  level?: QrLevel;

  /**
   * `upper`: scheme, host and our codes of the link in capitals, which need less room; `lower`: as usual. Left out: `upper` on
   * labels less than 20 mm high or 40 mm wide.
   */
  @IfGiven()
  @IsIn(qrCases)
  qrCase?: QrCase;

  /** Dots an inch of the printer: `203` (the default), `300` or `600`; of a PDF, 600. */
  @IfGiven()
  @IsIn(resolutions)
  dpi?: (typeof resolutions)[number];

  /** `true`: marks at the edges of a sheet, where it is cut. */
  @IfGiven()
  @IsIn(['true', 'false'])
  cropMarks?: 'true' | 'false';

  /** Of the words on the label and the product's name: `zh-CN` (the default) or `en`. */
  @IfGiven()
  @IsIn(languages)
  language?: Language;

  /** A font in the printer's memory: `E:SIMSUN.TTF` for `zpl`, `SIMSUN.TTF` for `tspl`. Its own has no Chinese characters. */
  @IfGiven()
  @Matches(/^[A-Z0-9:._]{1,24}$/)
  printerFont?: string;
}

/** Labels of a batch's own code. */
export class BatchLabelsQuery extends LabelsQuery {
  /** How many, 1 unless told. */
  @IfGiven()
  @InDigits()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(labelsMax)
  copies?: number;
}

/** Labels of a stretch of a run. */
export class StretchLabelsQuery extends LabelsQuery {
  /** First place, counted from 1; 1 unless told. */
  @IfGiven()
  @InDigits()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  from?: number;

  /** Last place, also printed; the last of the run unless told. At most 1,000 labels are one file. */
  @IfGiven()
  @InDigits()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  to?: number;
}

export function toLabelOrder(query: LabelsQuery): LabelOrder {
  const { format = 'pdf', qrCase, printerFont } = query;
  const name = query.media ?? (format === 'pdf' ? usualSheet : usualRoll);
  const media = mediaNamed(name);
  if (media === undefined) throw unknownMedia();
  return {
    ...{ format, media, start: query.start ?? 1, cropMarks: query.cropMarks === 'true' },
    ...{ symbol: query.symbol ?? 'qr', level: query.level ?? 'M' },
    language: query.language ?? 'zh-CN',
    dotsPerInch: resolutionOf(query, format),
    ...(qrCase !== undefined && { qrCase }),
    ...(printerFont !== undefined && { printerFont }),
  };
}

/** Labels as PDF on the sheets that are used unless told. */
export function usualSheetOrder(language: Language): LabelOrder {
  return toLabelOrder({ format: 'pdf', language });
}

export function resolutionOf({ dpi }: Pick<LabelsQuery, 'dpi'>, format: LabelFormat): number {
  return Number(dpi ?? (format === 'pdf' ? officeResolution : resolutions[0]));
}

function unknownMedia() {
  const { least, most } = rollBounds;
  const known = [...sheets.keys()].join(', ');
  const detail = `must be one of ${known}, or roll-WxH with sides of ${least} to ${most} mm`;
  return faultyRequest([{ pointer: '/media', detail }]);
}
