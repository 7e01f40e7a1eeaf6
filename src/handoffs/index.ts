/**
 * handoffs (L6): state as one organisation may see it. What it has and where, what is on the way from or to it, how
 * the two sides of its hand-offs stand to each other, and what its books cannot account for.
 *
 * No tables. Invariants: an organisation reads goods at its own places, in units that stand with it, and in hand-offs
 * that it is a side of, nothing else; what is not its own is answered as what does not exist; each answer is of one
 * moment. Not here: matching and the fold (holdings), what a chain says beyond one's own view (trace).
 */
export { HandoffsModule } from './handoffs.module.js';
export {
  LogisticUnitsService,
  type PendingUnit,
  type UnitState,
} from './logistic-units.service.js';
