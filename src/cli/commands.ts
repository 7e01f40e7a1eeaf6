import { createLogger, openServer, readConfig } from '../platform/index.js';
import { backupCommand } from './backup.js';
import type { Command } from './command.js';
import { createOperatorCommand } from './create-operator.js';
import { indexEventsCommand } from './index-events.js';
import { issueKeyCommand } from './issue-key.js';
import { migrateCommand } from './migrate.js';
import { rebuildStateCommand } from './rebuild-state.js';
import { restoreCommand } from './restore.js';
import { schemaCommand } from './schema.js';

/** They may run while the service does. */
const commands: readonly Command[] = [
  createOperatorCommand,
  issueKeyCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
  rebuildStateCommand,
  indexEventsCommand,
  schemaCommand,
];

/** What the operator typed it in: the settings there, and where it reads the answer. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** Runs what the words ask for; answers the exit code. */
export async function runCommand(
  [name, ...values]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const command = commands.find((each) => each.name === name);
  if (command === undefined || !understands(command, values)) {
    terminal.complain(usage());
    return 2;
  }
  try {
    await run(command, values, terminal);
    return 0;
  } catch (error) {
    terminal.complain(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** Whether the words fit; a word that begins with `--` is never taken for a name or a file. */
function understands({ parameters }: Command, values: readonly string[]): boolean {
  const required = parameters.filter((word) => !word.startsWith('['));
  const fits = parameters.every((word, at) => {
    const value = values[at];
    if (value === undefined) return at >= required.length;
    const flag = word.replace(/^\[|\]$/g, '');
    return flag.startsWith('--') ? value === flag : !value.startsWith('--');
  });
  return fits && values.length <= parameters.length;
}

async function run(
  command: Command,
  values: readonly string[],
  { env, say }: Terminal,
): Promise<void> {
  const config = readConfig(env);
  const server = await openServer(config, {
    logger: createLogger('warn'),
    onLost: (error) => {
      throw error;
    },
  });
  try {
    await command.run({ config, server, say: (line) => say(`${line}\n`) }, ...values);
  } finally {
    await server.stop();
  }
}

function usage(): string {
  const lines = commands.map(({ name, parameters, purpose }) => {
    const shown = parameters.map((word) => (/^(?:--|\[)/.test(word) ? word : `<${word}>`));
    const call = [name, ...shown].join(' ');
    return `  ${call.padEnd(34)} ${purpose}`;
  });
  return `Usage: npm run cli -- <command>\n${lines.join('\n')}\n`;
}
