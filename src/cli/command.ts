import type { Config, DatabaseServer } from '../platform/index.js';

/** What a command works with. The database server runs; a running service shares it. */
export interface CommandContext {
  readonly config: Config;
  readonly server: DatabaseServer;
  readonly say: (line: string) => void;
}

/** One word after `npm run cli --`. */
export interface Command {
  readonly name: string;
  /**
   * Its arguments as the usage text shows them. One that begins with `--` stands for itself; one in brackets may be
   * left out, and stands at the end.
   */
  readonly parameters: readonly string[];
  /** What it does, in one sentence. */
  readonly purpose: string;
  run(context: CommandContext, ...values: string[]): Promise<void>;
}
