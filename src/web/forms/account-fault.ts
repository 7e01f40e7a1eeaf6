import type { OidcFault } from '../../people/index.js';
import type { TextKey } from '../catalogue/speech.js';

/** Why nobody is signed in with an account, as pages say it, and the status that they say it with. */
export const accountFaults = {
  down: { status: 503, text: 'account.down' },
  declined: { status: 422, text: 'account.declined' },
  unproven: { status: 422, text: 'account.unproven' },
  over: { status: 422, text: 'account.over' },
  unknown: { status: 422, text: 'account.unknown' },
  'code-over': { status: 422, text: 'join.over' },
  'account-taken': { status: 422, text: 'account.taken' },
} as const satisfies Record<OidcFault, { readonly status: number; readonly text: TextKey }>;

/** The fault that the address of a page names, where there is such a one. */
export function accountFaultIn(query: URLSearchParams): OidcFault | undefined {
  const named = query.get('account') ?? '';
  return Object.hasOwn(accountFaults, named) ? (named as OidcFault) : undefined;
}
