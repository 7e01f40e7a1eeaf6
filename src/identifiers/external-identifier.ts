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

/** Spares most texts the labels one by one. */
const mayBeLabelled = /:|^(?:ecode|vaa)/i;

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
    ({ mustBeTold }, { compact }) => !mustBeTold || compact.length > longerThan,
  );
}

/** A code of a scheme that somebody told; refuses one that does not look like it. */
export function parseExternal(scheme: ExternalScheme, text: string): ExternalIdentifier {
  const read = readExternal(scheme, spellingsOf(text.normalize('NFKC').trim()));
  if ('fault' in read) throw new IdentifierFault(read.fault);
  return read;
}

function candidatesIn(
  text: string,
  isTried: (shape: Shape, part: Spellings) => boolean,
): readonly ExternalIdentifier[] {
  if (text.length > externalTextMax) return [];
  const plain = text
    .replace(/^\][A-Za-z]\d/, '')
    .normalize('NFKC')
    .trim();
  const label = mayBeLabelled.test(plain) ? labels.find(([each]) => each.test(plain)) : undefined;
  if (label !== undefined) {
    const [words, scheme] = label;
    const read = readExternal(scheme, spellingsOf(plain.replace(words, '').trim()));
    return 'fault' in read ? [] : [read];
  }
  const found: ExternalIdentifier[] = [];
  for (const part of partsOf(plain).map(spellingsOf)) {
    for (const scheme of externalSchemes) {
      if (!isTried(shapes[scheme], part)) continue;
      const read = readExternal(scheme, part);
      if (!('fault' in read)) found.push(read);
    }
  }
  return found.slice(0, candidatesMax);
}

/** Not by throwing, which takes longer than all the rest. */
function readExternal(
  scheme: ExternalScheme,
  { plain, compact }: Spellings,
): ExternalIdentifier | { readonly fault: string } {
  const shape = shapes[scheme];
  const value = shape.isCompact ? compact : plain;
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

/** A text as schemes spell their codes: in digits and capitals only, or as it stands. */
interface Spellings {
  readonly plain: string;
  readonly compact: string;
}

/** Once for all schemes: a mistyped code of ours is tried as each of them. The text is normalised before. */
function spellingsOf(text: string): Spellings {
  return {
    plain: text.replace(/^ma(?=\.)/i, 'MA'),
    compact: text.toUpperCase().replace(/[\s\p{Pd}]/gu, ''),
  };
}

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
