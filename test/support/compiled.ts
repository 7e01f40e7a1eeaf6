import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { transformFile, type Options } from '@swc/core';

/** Sources that a test runs in processes of their own, compiled to a folder that the caller removes. */
export async function compileSources(roots: readonly string[]): Promise<string> {
  // Below node_modules, so that packages are found from there.
  const cache = path.resolve('node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const output = await mkdtemp(path.join(cache, 'furrow-'));
  await chmod(output, 0o755);
  await writeFile(path.join(output, 'package.json'), '{"type":"module"}');
  for (const root of roots) {
    for (const file of await readdir(root, { recursive: true })) {
      if (!/(?<!\.test|\.d)\.(tsx?|mjs|json)$/.test(file)) continue;
      const source = path.join(root, file);
      const target = path.join(output, source.replace(/\.tsx?$/, '.js'));
      await mkdir(path.dirname(target), { recursive: true });
      if (/json$|mjs$/.test(file)) await copyFile(source, target);
      else await writeFile(target, (await transformFile(source, optionsFor(file))).code);
    }
  }
  return output;
}

/** As `nest build` compiles, but for the comments that become descriptions in /docs. */
function optionsFor(file: string): Options {
  return {
    swcrc: false,
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true, tsx: file.endsWith('.tsx') },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
    },
  };
}

/** Runs a module's text in a new process and waits for the first line it prints, or for its failure. */
export async function runUntilLine(
  folder: string,
  code: string,
  options: { uid?: number; gid?: number } = {},
): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: folder,
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
    ...options,
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = once(child, 'close').then(() => {
    throw new Error(`the process ended: ${complaint}`);
  });
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [
    string,
  ];
  ended.catch(() => undefined);
  return { child, line };
}
