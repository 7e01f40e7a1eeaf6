import { scopes } from '../access/index.js';
import { recordOperatorsAct } from '../audit/index.js';
import { isUuid } from '../kernel/index.js';
import { endInvitationsInto } from '../people/index.js';
import { Clock } from '../platform/index.js';
import { withAccounts } from './accounts.js';
import type { Command } from './command.js';
import { sayKey } from './create-operator.js';
import { selectOrganisationId } from './operators.store.js';

const validDays = 365;

/** The way in for an organisation whose keys are lost or expired, or that never had one; keys are otherwise made with a key. */
export const issueKeyCommand: Command = {
  name: 'issue-key',
  parameters: ['organisation'],
  purpose:
    'Makes a key for an organisation (its id, or that of its party) that has none, and prints it this once.',
  async run(context, named = '') {
    await withAccounts(context, async ({ database, keys, random }) => {
      const gate = database.as({ role: 'gate' });
      const id = isUuid(named) ? await selectOrganisationId(gate, named) : undefined;
      if (id === undefined) {
        throw new Error(`There is no organisation "${named}", or its access has ended.`);
      }
      const now = new Date(new Clock().now());
      // Labelled by the day: two valid keys of one label are the most, and a lost key cannot be revoked without a key.
      const label = `by hand on ${now.toISOString().slice(0, 10)}`;
      const issued = await database.transaction(
        async (tx) => {
          const made = await keys.issueFor(tx, id, { label, scopes, validDays });
          // Who is let in by hand takes over: a code that an agent kept lets nobody in any more.
          await endInvitationsInto(tx, id, now);
          const act = { action: 'issue-key', organisationId: id, subject: made.key.id } as const;
          await recordOperatorsAct(tx, random, act);
          return made;
        },
        { organisationId: id },
      );
      sayKey(issued, context.say);
      context.say('A key that was lost stays valid until it is ended: DELETE /api/v1/keys/{id}.');
    });
  },
};
