import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The commands that a guide tells to type, in a real shell. */
export class Guide {
  private readonly commands: readonly string[];

  constructor(
    page: string,
    private readonly url: string,
  ) {
    const text = readFileSync(page, 'utf8');
    this.commands = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, command = '']) => command);
  }

  get length(): number {
    return this.commands.length;
  }

  /** Types one with these words filled in; only the address of the service is ours. */
  async type(
    index: number,
    words: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>> {
    let text = String(this.commands[index]).replace('https://trace.example', this.url);
    for (const [word, value] of Object.entries(words)) {
      text = text.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), value);
    }
    const { stdout } = await run('sh', ['-c', text]);
    return JSON.parse(stdout) as Record<string, unknown>;
  }
}
