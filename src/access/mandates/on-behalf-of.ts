import { invalidRequest, isUuid, Problem } from '../../kernel/index.js';
import type { KnownSender } from '../../platform/index.js';

/** Names the party for whom a request is sent, where that is not the organisation whose credential it bears. */
const onBehalfOf = 'furrow-on-behalf-of';

/** Our id of that party; undefined for a request of one's own. Of two headers each may be the one that was meant. */
export function memberNamedBy({ headers, headersDistinct }: KnownSender): string | undefined {
  const named = headers[onBehalfOf];
  if (named === undefined) return undefined;
  const isOne = headersDistinct[onBehalfOf]?.length === 1;
  if (typeof named === 'string' && isOne && isUuid(named)) return named.toLowerCase();
  throw new Problem(
    invalidRequest,
    'Furrow-On-Behalf-Of must be sent once, and be our id of the party that the member is.',
  );
}
