import { createLogger, openServer, readConfig } from '../platform/index.js';
import { backupCommand } from './backup.js';
import type { Command } from './command.js';
import { migrateCommand } from './migrate.js';
import { rebuildStateCommand } from './rebuild-state.js';
import { restoreCommand } from './restore.js';
import { schemaCommand } from './schema.js';

/** `npm run cli -- <command>`: the operator's commands. They may run while the service does. */
const commands: readonly Command[] = [
  migrateCommand,
  backupCommand,
  restoreCommand,
  rebuildStateCommand,
  schemaCommand,
];

const say = (line: string) => process.stdout.write(`${line}\n`);

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...values]: string[]): Promise<number> {
  const command = commands.find((each) => each.name === name);
  if (command === undefined || values.length !== command.parameters.length) {
    process.stderr.write(usage());
    return 2;
  }
  try {
    await run(command, values);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function run(command: Command, values: readonly string[]): Promise<void> {
  const config = readConfig(process.env);
  const server = await openServer(config, {
    logger: createLogger('warn'),
    onLost: (error) => {
      throw error;
    },
  });
  try {
    await command.run({ config, server, say }, ...values);
  } finally {
    await server.stop();
  }
}

function usage(): string {
  const lines = commands.map(({ name, parameters, purpose }) => {
    const shown = parameters.map((word) => (word.startsWith('--') ? word : `<${word}>`));
    const call = [name, ...shown].join(' ');
    return `  ${call.padEnd(24)} ${purpose}`;
  });
  return `Usage: npm run cli -- <command>\n${lines.join('\n')}\n`;
}
