import type { Tx } from '../platform/index.js';
import { insertKey } from './access.store.js';
import type { Scope } from './actor.js';
import { digestOf } from './api-key.js';

/**
 * A key whose secret is its name, `fk_demo_{name}`: for a demo database only. The service refuses every such key
 * with NODE_ENV=production, whatever the database holds.
 */
export async function insertDemoKey(
  tx: Tx,
  organisationId: string,
  {
    name,
    scopes,
    now,
  }: { readonly name: string; readonly scopes: readonly Scope[]; readonly now: Date },
): Promise<void> {
  const expiresAt = new Date(now);
  expiresAt.setUTCFullYear(now.getUTCFullYear() + 10);
  const id = `demo_${name}`;
  const digest = digestOf(id);
  await insertKey(tx, {
    id,
    organisationId,
    label: 'demo',
    digest,
    scopes,
    madeBy: null,
    createdAt: now,
    expiresAt,
    revokedAt: null,
  });
}
