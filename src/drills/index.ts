/**
 * drills (L7): mock recalls, on demand and nightly: a batch of chance of a firm, traced both ways with its mass balance, graded by
 * the rules of its day.
 *
 * Tables: drill. Invariants: a drill freezes nothing and tells nobody; which batch it drew follows from its seed; what it found is
 * stored, its grade is computed. Not here: recalls in earnest (recalls), where goods went (trace), how they add up (balances).
 */
export { DrillsModule } from './drills.module.js';
