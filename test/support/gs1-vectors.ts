// GS1's vectors stand beside the checkout and are read there, never copied.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One input and what GS1's own engine makes of it. */
export interface Vector {
  readonly valid: boolean;
  /** The row holds only with a switch of the engine that is off by default. */
  readonly options?: Readonly<Record<string, boolean>>;
  readonly [member: string]: unknown;
}

export const sharedFolder = join(process.cwd(), '..', 'shared');

/** Undefined, with a notice, where the folder is absent; in CI that is a failure. */
export function readShared(path: string): string | undefined {
  const file = join(sharedFolder, path);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  if (process.env['CI']) throw new Error(`test vectors are missing: ${file}`);
  process.stderr.write(`notice: no ${file}; its vectors were not tested\n`);
  return undefined;
}

/** The rows of one file; none where the folder is absent. */
export function vectorsOf(name: string): readonly Vector[] {
  const text = readShared(`digital-link/${name}.json`);
  return text === undefined ? [] : (JSON.parse(text) as { vectors: Vector[] }).vectors;
}

/** The rows of each linter. */
export function linterVectors(): Readonly<Record<string, readonly Vector[]>> {
  const text = readShared('digital-link/linters.json');
  if (text === undefined) return {};
  const { linters } = JSON.parse(text) as { linters: Record<string, { vectors: Vector[] }> };
  return Object.fromEntries(Object.entries(linters).map(([name, rows]) => [name, rows.vectors]));
}
