import { Problem } from '../kernel/index.js';
import type { NamedCode } from './code-choice.js';
import type { CodeState } from './code-life.js';
import type { Stretch } from './code-spans.store.js';
import { codeConsumed, codeNotActive, codeVoid } from './codes.problems.js';

/** Some neighbours of what was chosen, all in one state. */
type InState = Stretch & { readonly state: CodeState };

interface Refusal {
  readonly kind: typeof codeVoid;
  readonly says: string;
}

/** What is active or blocked is fit for every change: it is changed, or was before. */
const refusals: Partial<Record<CodeState, Refusal>> = {
  issued: { kind: codeNotActive, says: 'is not active yet: activate it first' },
  consumed: { kind: codeConsumed, says: 'is used up, which is for ever' },
  void: { kind: codeVoid, says: 'is void, which is for ever: use another label' },
};

/** Refuses named codes of which some are in a state that a change is not for; the first of those gives the refusal its name. */
export function refuseUnfit(
  codes: readonly string[],
  found: readonly NamedCode[],
  unfit: readonly InState[],
): void {
  if (unfit.length === 0) return;
  const states = new Map(unfit.flatMap(placesOf));
  const refused = new Map(
    found.flatMap(({ code, runId, place }) => {
      const refusal = refusals[states.get(`${runId} ${place}`) ?? 'active'];
      return refusal === undefined ? [] : [[code, refusal] as const];
    }),
  );
  const faults = codes.flatMap((code, i) => {
    const refusal = refused.get(code);
    return refusal === undefined ? [] : [{ pointer: `/codes/${i}`, ...refusal }];
  });
  const [first] = faults;
  if (first === undefined) return;
  throw new Problem(
    first.kind,
    `Of these codes one at least ${first.says}.`,
    faults.map(({ pointer, says: detail }) => ({ pointer, detail })),
  );
}

/** Cut to what was chosen, stretches have no more places than a request may name. */
function placesOf({ runId, first, last, state }: InState): [string, CodeState][] {
  return Array.from({ length: last - first + 1 }, (_, i) => [`${runId} ${first + i}`, state]);
}
