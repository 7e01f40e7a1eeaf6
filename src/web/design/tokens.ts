/** The colours of one mode. Text on its ground has a contrast of 7:1 or better; a test computes it. */
export interface Palette {
  readonly paper: string;
  readonly card: string;
  readonly ink: string;
  readonly soft: string;
  /** Hairlines only, never the sole carrier of a meaning. */
  readonly line: string;
  readonly field: string;
  readonly fieldText: string;
  readonly sky: string;
  readonly recorded: string;
  readonly recordedGround: string;
  readonly caution: string;
  readonly cautionGround: string;
  readonly stop: string;
  readonly stopGround: string;
  readonly stopBand: string;
  readonly stopBandText: string;
  readonly unknown: string;
  readonly unknownGround: string;
}

export const light: Palette = {
  paper: '#fbfaf5',
  card: '#ffffff',
  ink: '#1c211b',
  soft: '#4a5148',
  line: '#c9c7bb',
  field: '#1f5a32',
  fieldText: '#ffffff',
  sky: '#1d4f7a',
  recorded: '#14532d',
  recordedGround: '#dff3e3',
  caution: '#6b3a00',
  cautionGround: '#fdeccb',
  stop: '#8c1111',
  stopGround: '#fde1de',
  stopBand: '#8c1111',
  stopBandText: '#ffffff',
  unknown: '#454b57',
  unknownGround: '#e8eaee',
};

export const dark: Palette = {
  paper: '#12160f',
  card: '#1b2018',
  ink: '#f1f2ea',
  soft: '#bcc2b4',
  line: '#4a5245',
  field: '#8fd6a3',
  fieldText: '#12160f',
  sky: '#93c7f2',
  recorded: '#a7e3b8',
  recordedGround: '#143420',
  caution: '#ffd58a',
  cautionGround: '#3f2a06',
  stop: '#ffb3aa',
  stopGround: '#4a1512',
  // The band of a recall is the same red on white in the dark: it must not look calmer at night.
  stopBand: '#8c1111',
  stopBandText: '#ffffff',
  unknown: '#c9ced8',
  unknownGround: '#2a2f37',
};

type Colour = keyof Palette;

/** Every pair of text and ground that the style sheet puts together. A new pair belongs in this list. */
export const textOnGround: readonly (readonly [text: Colour, ground: Colour])[] = [
  ['ink', 'paper'],
  ['ink', 'card'],
  ['soft', 'paper'],
  ['soft', 'card'],
  ['sky', 'paper'],
  ['sky', 'card'],
  ['field', 'paper'],
  ['field', 'card'],
  ['fieldText', 'field'],
  ['recorded', 'recordedGround'],
  ['caution', 'cautionGround'],
  ['stop', 'stopGround'],
  ['stop', 'card'],
  ['stopBandText', 'stopBand'],
  ['unknown', 'unknownGround'],
];

/** The tokens as custom properties: light, dark by the reader's system, and either one by their choice. */
export function tokensCss(): string {
  return [
    `:root{color-scheme:light dark;${declarations(light)}}`,
    `@media(prefers-color-scheme:dark){:root:not([data-theme=light]){${declarations(dark)}}}`,
    `:root[data-theme=light]{color-scheme:light}`,
    `:root[data-theme=dark]{color-scheme:dark;${declarations(dark)}}`,
    // Paper is white, whatever the screen was.
    `@media print{:root:root{${declarations(light)}}}`,
  ].join('');
}

function declarations(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${kebab(name)}:${colour}`)
    .join(';');
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Contrast of two opaque `#rrggbb` colours as WCAG 2 defines it: 1 for equal, 21 for black on white. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function luminance(colour: string): number {
  const channel = (start: number) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
