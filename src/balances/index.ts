/**
 * balances (L7): what a party had, got, gave and has, and where all of a batch is, such that both sides are equal.
 *
 * No tables: it reads the flows and moves of logistic units that holdings writes. Invariants: every movement has two ends,
 * so that no figure is fitted to make the sides equal; what is not known which batch it was is a range; amounts without a
 * known conversion are never added. `docs/concepts/balances.md` has the rules.
 * Not here: what the fold books (holdings), where goods went (trace), what is done about goods that are missing (recalls).
 */
export { BalancesModule } from './balances.module.js';
export { BatchBalancesService } from './batch-balances.service.js';
export { begun, type BatchSheet } from './batch-sheet.js';
