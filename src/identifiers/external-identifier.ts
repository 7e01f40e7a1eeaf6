import { externalSchemes, shapes, type ExternalScheme, type Shape } from './external-shapes.js';
import { IdentifierFault } from './fault.js';
import { holdsResidentId } from './resident-id.js';

/** A code of somebody else's scheme; spellings of one code have one value. */
export interface ExternalIdentifier {
  readonly scheme: ExternalScheme;
  readonly value: string;
}

/** Longer than any code of the schemes that set themselves no bound. */
export const externalValueMax = 100;

/** Characters of a scanned or typed text that is looked through: an address on a label is shorter. */
export const externalTextMax = 512;

/** Words that some print in front of a code, which tell its scheme, and the names of the schemes themselves. */
const labels: readonly (readonly [RegExp, ExternalScheme])[] = [
  [/^ecode[:\s]*/i, 'ecode'],
  [/^vaa[:\s]*(?=\d)/i, 'vaa'],
  ...externalSchemes.map((scheme) => [new RegExp(`^${scheme}:\\s*`, 'i'), scheme] as const),
];

/** An address may hold more parts than anybody needs to look for. */
const candidatesMax = 20;

/**
 * What a scanned or typed text may be: every scheme whose codes look like it, or like a part of it where it is a web address.
 * Several are answered as several, since 17 digits are as well an organic mark as a seed bag; none where it looks like none of
 * them, or like the number of somebody's identity card.
 */
export function externalCandidates(text: string): readonly ExternalIdentifier[] {
  return candidatesIn(text, ({ mustBeTold }) => mustBeTold !== true);
}

/**
 * Under which names to look for what somebody has told us: the candidates, and codes of the schemes that have no look of their
 * own, of which only texts and parts of an address longer than `longerThan` are tried.
 */
export function externalNames(text: string, longerThan: number): readonly ExternalIdentifier[] {
  return candidatesIn(
    text,
    ({ mustBeTold }, part) => !mustBeTold || compact(part).length > longerThan,
  );
}

/** A code of a scheme that somebody told; refuses one that does not look like it. */
export function parseExternal(scheme: ExternalScheme, text: string): ExternalIdentifier {
  const read = readExternal(scheme, text);
  if ('fault' in read) throw new IdentifierFault(read.fault);
  return read;
}

function candidatesIn(
  text: string,
  isTried: (shape: Shape, part: string) => boolean,
): readonly ExternalIdentifier[] {
  if (text.length > externalTextMax) return [];
  const plain = text
    .replace(/^\][A-Za-z]\d/, '')
    .normalize('NFKC')
    .trim();
  for (const [label, scheme] of labels) {
    if (label.test(plain)) return candidate(scheme, plain.replace(label, ''));
  }
  return partsOf(plain)
    .flatMap((part) =>
      externalSchemes.flatMap((scheme) =>
        isTried(shapes[scheme], part) ? candidate(scheme, part) : [],
      ),
    )
    .slice(0, candidatesMax);
}

function candidate(scheme: ExternalScheme, text: string): readonly ExternalIdentifier[] {
  const read = readExternal(scheme, text);
  return 'fault' in read ? [] : [read];
}

/** Not by throwing: every mistyped code is tried as each of the schemes. */
function readExternal(
  scheme: ExternalScheme,
  text: string,
): ExternalIdentifier | { readonly fault: string } {
  const shape = shapes[scheme];
  const value = normalised(text, shape);
  if (value.length > externalValueMax) {
    return { fault: `must have at most ${externalValueMax} characters` };
  }
  if (!shape.pattern.test(value) || shape.accepts?.(value) === false) {
    return { fault: `a code of ${scheme} must ${shape.words}` };
  }
  if (holdsResidentId(value)) {
    return { fault: 'is the number of an identity card, which is nobody’s code for goods' };
  }
  return { scheme, value };
}

function normalised(text: string, { isCompact }: Shape): string {
  const plain = text.normalize('NFKC').trim();
  return isCompact ? compact(plain.toUpperCase()) : plain.replace(/^ma(?=\.)/i, 'MA');
}

/** Without what people write between groups. */
const compact = (text: string) => text.replace(/[\s\p{Pd}]/gu, '');

/**
 * A web address carries a code as a segment of its path or a value of its query, never in the name of its host; any other text
 * is one itself.
 */
function partsOf(text: string): readonly string[] {
  const host = /^https?:\/\/[^/?#]*/i;
  if (!host.test(text)) return [text];
  const parts = text
    .replace(host, '')
    .split(/[/?&#=]/)
    .filter((part) => part !== '');
  return [...new Set(parts)];
}
