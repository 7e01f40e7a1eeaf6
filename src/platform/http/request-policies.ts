import type { Policy } from './quota.js';

/** For each client address, before anything else of a request is looked at. */
export const ofAddress: Policy = {
  ...{ name: 'address', quota: 50_000, seconds: 10 },
  told: 'Too many requests came from your address.',
};

/** For each key, and each person who is signed in. */
export const ofCredential: Policy = {
  ...{ name: 'credential', quota: 50_000, seconds: 10 },
  told: 'Too many requests came with this key.',
};

export const ofOrganisation: Policy = {
  ...{ name: 'organisation', quota: 100_000, seconds: 10 },
  told: 'Too many requests came from your organisation.',
};

/**
 * For each address, answers 401 and 404: whoever tries keys or ids is soon slow. Others behind the address get through as
 * soon as one is free, since what they find uses up none.
 */
export const ofMisses: Policy = {
  ...{ name: 'misses', quota: 300, seconds: 60 },
  told: 'Too many requests from your address had no valid key, or asked for what is not there.',
};

/**
 * For each address, routes that make a slow hash: two are made at a time, near half a second each, and who waits 15 seconds
 * is turned away. A whole quota at once makes others wait for some seconds, and what comes back takes less than a tenth of the turns.
 */
export const ofCostly: Policy = {
  ...{ name: 'sign-in', quota: 20, seconds: 60 },
  told: 'Too many tries to sign in or to join came from your address.',
};

/**
 * For each address, what strangers write and we keep. A whole shop behind one address gets through; who writes for the sake
 * of writing has said three thousand things in a day, of which one organisation keeps a third.
 */
export const ofComplaints: Policy = {
  ...{ name: 'complaint', quota: 20, seconds: 600 },
  told: 'Too many complaints came from your address.',
};

/** The policy with its quota multiplied; at least one request is always free. */
export function scaled(policy: Policy, factor: number): Policy {
  return { ...policy, quota: Math.max(1, Math.round(policy.quota * factor)) };
}
