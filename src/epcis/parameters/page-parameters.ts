import { pageSizeMax } from '../../platform/index.js';
import { tokenHours } from './page-token.js';
import type { Parameters } from './parameters.js';
import { whole } from './read-values.js';

/** The parameters that say which part of a list is told, with what they mean. */
export function pageParameters(perPageDefault: number): ReadonlyMap<string, string> {
  return new Map([
    ['perPage', `How many at most: 1 to ${pageSizeMax}; left out, ${perPageDefault}.`],
    [
      'nextPageToken',
      `Where the page begins: from the \`Link: rel="next"\` of the page before, with the same parameters. Opaque, and good for ${tokenHours} hours, as \`GS1-Next-Page-Token-Expires\` says.`,
    ],
  ]);
}

export function perPageOf(asked: Parameters, perPageDefault: number): number {
  return asked.one('perPage', (text) => whole(text, pageSizeMax)) ?? perPageDefault;
}
