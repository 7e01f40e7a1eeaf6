import { runCommand } from './commands.js';

/** `npm run cli -- <command>`: the operator's commands. */
process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  say: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
});
