import { shapes, type ExternalScheme, type Shape } from './external-shapes.js';
import { IdentifierFault } from './fault.js';
import { holdsResidentId } from './resident-id.js';

/** A code of somebody else's scheme; spellings of one code have one value. */
export interface ExternalIdentifier {
  readonly scheme: ExternalScheme;
  readonly value: string;
}

/** Longer than any label; bounds the work before it starts. */
const textMax = 2048;

/** Words that some print in front of a code, which tell its scheme. */
const labels: readonly (readonly [RegExp, ExternalScheme])[] = [
  [/^ecode[:\s]*/i, 'ecode'],
  [/^vaa[:\s]*(?=\d)/i, 'vaa'],
];

/**
 * What a scanned or typed text may be: every scheme whose codes look like it, or like a part of it where it is a web address.
 * Several are answered as several, since 17 digits are as well an organic mark as a seed bag; none where it looks like none of
 * them, or like the number of somebody's identity card.
 */
export function externalCandidates(text: string): readonly ExternalIdentifier[] {
  if (text.length > textMax) return [];
  const plain = text
    .replace(/^\][A-Za-z]\d/, '')
    .normalize('NFKC')
    .trim();
  for (const [label, scheme] of labels) {
    if (label.test(plain)) return candidate(scheme, plain.replace(label, ''));
  }
  return partsOf(plain).flatMap((part) =>
    [...shapes.keys()].flatMap((scheme) =>
      shapes.get(scheme)?.mustBeTold ? [] : candidate(scheme, part),
    ),
  );
}

/** A code of a scheme that somebody told; refuses one that does not look like it. */
export function parseExternal(scheme: ExternalScheme, text: string): ExternalIdentifier {
  const shape = shapes.get(scheme);
  if (shape === undefined) throw new IdentifierFault(`${scheme} is no scheme that we know`);
  const value = normalised(text, shape);
  if (holdsResidentId(value)) {
    throw new IdentifierFault(
      'is the number of an identity card, which is nobody’s code for goods',
    );
  }
  if (!shape.pattern.test(value) || shape.accepts?.(value) === false) {
    throw new IdentifierFault(`a code of ${scheme} must ${shape.words}`);
  }
  return { scheme, value };
}

function candidate(scheme: ExternalScheme, text: string): readonly ExternalIdentifier[] {
  try {
    return [parseExternal(scheme, text)];
  } catch (error) {
    if (error instanceof IdentifierFault) return [];
    throw error;
  }
}

function normalised(text: string, { isCompact }: Shape): string {
  const plain = text.normalize('NFKC').trim();
  if (isCompact) return plain.toUpperCase().replace(/[\s\p{Pd}]/gu, '');
  return plain.replace(/^ma(?=\.)/i, 'MA');
}

/** A web address carries a code as a segment of its path or a value of its query; any other text is one itself. */
function partsOf(text: string): readonly string[] {
  if (!/^https?:\/\//i.test(text)) return [text];
  const parts = text.split(/[/?&#=]/).filter((part) => part !== '');
  return [...new Set(parts)];
}
