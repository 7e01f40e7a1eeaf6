import type { Element } from './elements/ai-table.js';
import { withoutRepeats } from './elements/associations.js';
import { isPrimaryKey, qualifierLines } from './elements/key-path.js';
import { IdentifierFault } from './fault.js';
import { thingNamed, type Identifier } from './gs1-key.js';

/**
 * The thing that a message of checked elements is about: its first key, and of the rest what qualifies that.
 *
 * Which AIs go together is not judged: what one symbol lacks another on the same pack may carry, and a count too many beside a
 * GTIN is a common fault of labels that leaves no doubt which pack it is. Two serial numbers do leave one.
 */
export function subjectOf(message: readonly Element[]): Identifier {
  const elements = withoutRepeats(message);
  const primary = elements.find(([ai]) => isPrimaryKey(ai));
  if (primary === undefined) {
    throw new IdentifierFault('names no thing; it needs a key, such as (01), (00) or (414)');
  }
  const values = new Map(elements);
  if (values.has('21') && values.has('235')) {
    throw new IdentifierFault('(21) and (235) are two serial numbers of one piece');
  }
  const lines = qualifierLines(primary[0], []);
  // A serial number of a third party, and the extension of a place, tell more than what the other lines start with.
  const line =
    lines.find((ais) => ais.length === 1 && values.has(ais[0] ?? '')) ??
    lines.find((ais) => ais.some((ai) => values.has(ai))) ??
    [];
  return thingNamed([primary, ...line.flatMap((ai) => elements.filter(([own]) => own === ai))]);
}
