/**
 * holdings (L4): what is where. The pure fold turns claims into flows of goods and moves of units.
 */
export type * from './claim.js';
export type * from './model.js';
