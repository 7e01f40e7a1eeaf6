/**
 * lookup (L7): what a stranger is told about a code.
 * `Passport` is the whole of it: a whitelist, built field by field.
 * Not here: how it is drawn, which is web's.
 */
export * from './passport.js';
