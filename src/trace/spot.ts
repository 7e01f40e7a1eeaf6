import { partyInName, type Holder } from '../holdings/index.js';
import { isUuid } from '../kernel/index.js';
import type { Whereabouts } from './books/unit-trips.js';
import type { BackwardTrace, ForwardTrace } from './trace.js';

/** Who has goods: whoever took their unit, or else whose place it is. */
export function partyAt(
  holder: Holder,
  where: Whereabouts | null,
  places: ReadonlyMap<string, string>,
): string | undefined {
  if (where?.custody) return where.custody;
  const id = where ? where.id : holder.id;
  return id === null ? undefined : (partyInName(id) ?? places.get(id));
}

/** Everybody whom an answer names as having goods, having had them or having made them. */
export function partiesIn(
  forward: ForwardTrace | null,
  backward: BackwardTrace | null,
  places: ReadonlyMap<string, string>,
): string[] {
  const named: (string | undefined)[] = [
    ...(forward?.holdings ?? []).flatMap(({ holder, where, owner }) => [
      partyAt(holder, where, places),
      owner ?? undefined,
    ]),
    ...(forward?.gone ?? []).map(({ from }) => partyAt(from, null, places)),
    ...(backward?.sources ?? []).flatMap(({ makings }) =>
      makings.flatMap(({ author, holder }) => [author, partyAt(holder, null, places)]),
    ),
  ];
  return [...new Set(named.filter((id): id is string => id !== undefined && isUuid(id)))].sort();
}
