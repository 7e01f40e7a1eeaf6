/**
 * identifiers (L0): reads and writes the names of things. `parseIdentifier` turns every notation of one thing
 * into one canonical key; around it stand GS1 keys and check digits, EPC URNs, our native codes, social credit
 * codes (GB 32100) and what codes of other schemes look like. Below it `elements` reads, checks and writes what all
 * of GS1's notations are made of: application identifiers with their values, checked by `linters`.
 * Invariants: notations of the same thing have the same key; a key reads back to itself; a key that is stored
 * has passed its check digit or check character.
 * Not here: who owns a key, whether anything is known about it.
 */
export { checkDigit, parseGln, parseGtin, parseSscc } from './check-digit.js';
export { digitalLink, gs1Uri } from './digital-link.js';
export { decompressLink } from './elements/compressed-link.js';
export type { Element } from './elements/ai-table.js';
export { humanReadable, writeRaw } from './elements/element-string.js';
export { epcUrn } from './epc-urn-of.js';
export { parseEpcPattern, type KeyPattern } from './epc-pattern.js';
export {
  externalCandidates,
  externalNames,
  externalTextMax,
  externalValueMax,
  parseExternal,
  type ExternalIdentifier,
} from './external-identifier.js';
export { externalSchemes, type ExternalScheme } from './external-shapes.js';
export { IdentifierFault } from './fault.js';
export { gs1Identifier, type Identifier } from './gs1-key.js';
export { parseIdentifier } from './identifier.js';
export { looseKey } from './loose-key.js';
export { elementsIn } from './message.js';
export { makeCode, parseCode, readCode, spacedCode, type CodeLength } from './native-code.js';
export { holdsResidentId } from './resident-id.js';
export { parseTyped } from './typed.js';
export { organisationCodeWarning, parseUscc } from './uscc.js';
