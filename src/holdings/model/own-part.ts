import type { Claim, FoldEvent, Move, Release, Take, Transform } from './claim.js';

const nothing: Claim = { kind: 'none' };

/**
 * The part of a claim that counts: an author moves nothing unless it releases from, takes into or
 * works at a place of its own. A copy of another's event that an organisation captures comes to nothing
 * here, and a move over the fence is the author's half of a hand-off.
 */
export function ownPart(event: FoldEvent): Claim {
  const { claim, author } = event;
  switch (claim.kind) {
    case 'none':
    case 'void':
      return claim;
    case 'move':
      return ownMove(claim, author);
    case 'transform':
      return ownTransform(claim, author);
    default:
      return claim.place.party === author ? claim : nothing;
  }
}

function ownMove(claim: Move, author: string): Move | Release | Take | typeof nothing {
  const out = claim.from.party === author;
  const into = claim.to.party === author;
  const load = { goods: claim.goods, units: claim.units, documents: [], names: [] };
  if (out && into) return claim;
  if (out) return { kind: 'release', place: claim.from, to: claim.to.party, ...load };
  if (!into) return nothing;
  return { kind: 'take', place: claim.to, from: claim.from.party, custodyOnly: false, ...load };
}

/** Half of a transformation at a stranger's place is left out; what remains is not balanced. */
function ownTransform(claim: Transform, author: string): Claim {
  const draws = claim.inputPlace.party === author;
  const makes = claim.outputPlace.party === author;
  if (!draws && !makes) return nothing;
  return {
    ...claim,
    inputs: draws ? claim.inputs : [],
    inputUnits: draws ? claim.inputUnits : [],
    outputs: makes ? claim.outputs : [],
  };
}
