import { toIssuedKeyView, type IssuedKey } from '../access/index.js';
import { recordOperatorsAct } from '../audit/index.js';
import { aloneOn } from '../platform/index.js';
import { withAccounts, type Accounts } from './accounts.js';
import type { Command } from './command.js';
import { selectOperators } from './operators.store.js';

/**
 * The first account of an installation; every further one is opened with its key. Account and key are there before
 * the key is printed, so a terminal that dies in between leaves an operator whose key nobody knows: asked again, the
 * command names that operator, and `issue-key` gives it another key.
 */
export const createOperatorCommand: Command = {
  name: 'create-operator',
  parameters: ['name', '[--another]'],
  purpose: 'Opens the account of an operator, who opens all others, and prints its key this once.',
  async run(context, name = '', another) {
    refuseUnprintable(name);
    await withAccounts(context, (accounts) =>
      // Two terminals at once would both find none.
      aloneOn(context.server, async () => {
        if (another === undefined) await refuseSecond(accounts);
        const { organisation, key } = await accounts.accounts.open({
          kind: 'organisation',
          name,
          roles: ['operator'],
        });
        await recordOperatorsAct(accounts.database, accounts.random, {
          action: 'create-operator',
          organisationId: organisation.id,
          subject: key.key.id,
        });
        context.say(`Opened the operator "${organisation.name}", organisation ${organisation.id}.`);
        sayKey(key, context.say);
      }),
    );
  },
};

/** The text of a key on a line of its own, so that it can be cut out. */
export function sayKey(issued: IssuedKey, say: (line: string) => void): void {
  const { key, scopes, expiresAt } = toIssuedKeyView(issued);
  say(`Its key, shown this once (${scopes.join(', ')}; until ${expiresAt.slice(0, 10)}):`);
  say(key);
}

async function refuseSecond({ database }: Accounts): Promise<void> {
  const operators = await selectOperators(database.as({ role: 'gate' }));
  const [first] = operators;
  if (first === undefined) return;
  const named = operators.map(({ id, name }) => `  "${name}", organisation ${id}\n`).join('');
  throw new Error(
    `There is an operator already:\n${named}` +
      `If its key is lost: npm run cli -- issue-key ${first.id}\n` +
      'If you want one more: add --another',
  );
}

/** As the API takes names: one line, not blank. */
function refuseUnprintable(name: string): void {
  if (name.length <= 200 && /^\P{C}*[^\p{C}\s]\P{C}*$/u.test(name)) return;
  throw new Error('The name must be one line of at most 200 characters, not blank.');
}
