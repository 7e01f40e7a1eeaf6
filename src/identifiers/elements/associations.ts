import { IdentifierFault } from '../fault.js';
import { applicationIdentifier, type Element } from './ai-table.js';

/** Refuses an AI that comes twice with different values; of equal ones the first is kept. */
export function withoutRepeats(elements: readonly Element[]): readonly Element[] {
  const values = new Map<string, string>();
  return elements.filter(([ai, value]) => {
    const earlier = values.get(ai);
    if (earlier !== undefined && earlier !== value) {
      throw new IdentifierFault(`(${ai}) comes twice with different values`);
    }
    values.set(ai, value);
    return earlier === undefined;
  });
}

/**
 * Refuses AIs that may not come together, and AIs without those that they need (GS1 General Specifications, 4.13 and 4.14). A
 * mark on goods is judged by all its symbols together: what one symbol lacks, another may carry.
 */
export function checkAssociations(elements: readonly Element[]): void {
  const ais = elements.map(([ai]) => ai);
  for (const ai of ais) {
    const { excludes = [], needs = [] } = applicationIdentifier(ai) ?? {};
    const other = excludes.find((pattern) => isAmong(pattern, ai, ais));
    if (other !== undefined) throw new IdentifierFault(`(${ai}) and (${other}) exclude each other`);
    const isMet = (group: readonly string[]) => group.every((pattern) => isAmong(pattern, ai, ais));
    if (needs.length > 0 && !needs.some(isMet)) {
      const choice = needs.map((group) => group.map((need) => `(${need})`).join(' with '));
      throw new IdentifierFault(`(${ai}) needs ${choice.join(' or ')} beside it`);
    }
  }
}

/** Whether an AI other than `self` is meant by `31nn`, `310n` or a plain AI. */
function isAmong(pattern: string, self: string, ais: readonly string[]): boolean {
  const start = pattern.replace(/n+$/, '');
  return ais.some((ai) => ai !== self && ai.length === pattern.length && ai.startsWith(start));
}
