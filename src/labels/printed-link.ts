/** How the link in a QR symbol is written: in capitals it takes a third less room, in small letters it looks as usual. */
export const qrCases = ['upper', 'lower'] as const;
export type QrCase = (typeof qrCases)[number];

/** A symbol narrower than this, in millimetres, needs the room that capitals save. */
const smallSymbol = 20;

/** The case that a symbol of this width at most, in millimetres, asks for where nobody does. */
export function usualCase(symbolWidth: number): QrCase {
  return symbolWidth < smallSymbol ? 'upper' : 'lower';
}

/**
 * The link as it is printed. Only scheme, host and our own codes may be raised, whose case means nothing; a link whose other
 * parts hold small letters stays as it is, since it would save nothing, or mean another batch.
 */
export function printedLink(link: string, wanted: QrCase): string {
  if (wanted === 'lower') return link;
  const [, origin = '', path = ''] = /^([a-z]+:\/\/[^/]+)(.*)$/.exec(link) ?? [];
  const raised = path.replace(/^\/t\/(?=[0-9A-Z]+$)/, '/T/');
  return /[a-z]/.test(raised) ? link : origin.toUpperCase() + raised;
}
