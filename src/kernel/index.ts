/**
 * kernel (L0): the vocabulary every module shares. Pure; knows no technology and no domain noun.
 * Problems, assertions, groups, canonical JSON, CSV, XML as text, ids, instants and whole days, decimals, quantities and units.
 * Not here: anything that reads a clock, randomness, the environment or a database.
 */
export * from './assert.js';
export * from './canonical-json.js';
export { csvRow } from './csv.js';
export * from './decimal.js';
export { grouped } from './grouped.js';
export * from './id.js';
export { nearest } from './nearest.js';
export * from './number-text.js';
export * from './problem.js';
export * from './storable.js';
export * from './time.js';
export * from './units.js';
export * from './value-fault.js';
export * from './xml-text.js';
