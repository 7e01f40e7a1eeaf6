import type { Gs1Element } from './gs1-element.js';

/** AIs whose values end without a separator (GS1 General Specifications, pre-defined lengths). */
const predefined = /^(?:0[0-4]|1[1-9]|20|3[1-6]\d\d|41\d)$/;

/** The elements as a symbol carries them: FNC1, which is written as told, at the start and after values of open length. */
export function carried(elements: readonly Gs1Element[], fnc1: string): string {
  const parts = elements.map(([ai, value], at) => {
    const isOpen = !predefined.test(ai) && at < elements.length - 1;
    return `${ai}${value}${isOpen ? fnc1 : ''}`;
  });
  return fnc1 + parts.join('');
}
