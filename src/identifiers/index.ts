/**
 * identifiers (L0): reads and writes the names of things. `parseIdentifier` turns every notation of one thing
 * into one canonical key; around it stand GS1 keys and check digits, Digital Links, EPC URNs, our native codes
 * and social credit codes (GB 32100).
 * Invariants: notations of the same thing have the same key; a key reads back to itself; a key that is stored
 * has passed its check digit or check character.
 * Not here: who owns a key, whether anything is known about it, application identifiers that only describe.
 */
export { parseGln, parseGtin, parseSscc } from './check-digit.js';
export { digitalLink } from './digital-link.js';
export { parseEpcPattern, type KeyPattern } from './epc-pattern.js';
export { IdentifierFault } from './fault.js';
export { gs1Identifier, type Identifier } from './gs1-key.js';
export { parseIdentifier } from './identifier.js';
export { makeCode, parseCode, type CodeLength } from './native-code.js';
export { organisationCodeWarning, parseUscc } from './uscc.js';
