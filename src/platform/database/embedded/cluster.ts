import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.js';
import { chooseIdentity, type Identity } from './identity.js';

/** A data directory of PostgreSQL with the passwords of its two logins. */
export interface Cluster {
  readonly directory: string;
  readonly identity: Identity;
  readonly passwords: Passwords;
}

/** `owner` is the superuser, who migrates; `service` may only become the roles the service needs. */
export interface Passwords {
  readonly owner: string;
  readonly service: string;
}

/** Named users of the embedded server. */
export const ownerLogin = 'postgres';
export const serviceLogin = 'furrow_service';

/** Opens the cluster below the data directory, making it at the first start. */
export async function openCluster(
  dataDirectory: string,
  binaries: Binaries,
  durable: boolean,
): Promise<Cluster> {
  const directory = path.resolve(dataDirectory, 'postgres');
  if (!existsSync(path.join(directory, 'PG_VERSION'))) {
    await createCluster(directory, binaries, durable);
  }
  await refuseOtherVersion(directory, binaries.major);
  return {
    directory,
    identity: chooseIdentity(directory),
    passwords: await readPasswords(directory),
  };
}

const passwordFile = 'furrow-passwords.json';

async function readPasswords(directory: string): Promise<Passwords> {
  const file = path.join(directory, passwordFile);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Passwords;
  } catch (cause) {
    throw new Error(`${file} cannot be read: the database below it cannot be opened without it.`, {
      cause,
    });
  }
}

async function refuseOtherVersion(directory: string, ours: number): Promise<void> {
  const theirs = (await readFile(path.join(directory, 'PG_VERSION'), 'utf8')).trim();
  if (theirs === String(ours)) return;
  throw new Error(
    `The data in ${directory} were written by PostgreSQL ${theirs}; this Furrow carries PostgreSQL ${ours}. ` +
      'Run the Furrow that wrote them once more, take a backup (npm run cli -- backup furrow.backup), move the ' +
      'directory away, start this Furrow and restore it (npm run cli -- restore furrow.backup). ' +
      `Or set DATABASE_URL to a PostgreSQL ${theirs} server that serves the directory.`,
  );
}

/**
 * Made beside its final place and renamed, so a crash never leaves half a cluster under the name we trust. Of two first
 * starts at once the second one's rename fails on the first one's directory, which it then uses.
 */
async function createCluster(
  directory: string,
  binaries: Binaries,
  durable: boolean,
): Promise<void> {
  await mkdir(path.dirname(directory), { recursive: true });
  const draft = await mkdtemp(`${directory}.new-`);
  try {
    const identity = chooseIdentity(draft);
    const passwords = { owner: secret(), service: secret() };
    const pwfile = path.join(draft, passwordFile);
    await writeFile(pwfile, passwords.owner, { mode: 0o600 });
    const target = path.join(draft, 'postgres');
    await mkdir(target, { mode: 0o700 });
    // Whoever runs the server must reach it through a directory that mkdtemp made for us alone.
    await chmod(draft, 0o711);
    identity.own(draft);
    await initdb(identity, binaries, target, pwfile, durable);
    await writeFile(path.join(target, passwordFile), JSON.stringify(passwords), { mode: 0o600 });
    identity.own(target);
    await rename(target, directory).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

/** Byte order (`--locale=C`) keeps indexes valid whatever libraries a later release carries. */
async function initdb(
  identity: Identity,
  binaries: Binaries,
  target: string,
  pwfile: string,
  durable: boolean,
): Promise<void> {
  const args = [
    ...['-D', target, '--username', ownerLogin, `--pwfile=${pwfile}`, '--auth=scram-sha-256'],
    ...['--locale=C', '--encoding=UTF8', '--no-instructions', ...(durable ? [] : ['--no-sync'])],
  ];
  const child = identity.spawn(binaries.initdb, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const outcome = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? '' : `exit code ${code}`));
  });
  if (outcome === '') return;
  throw new Error(
    `The embedded database could not be created in ${target} as ${identity.description}: ${outcome}\n${output.trim()}\n` +
      'That user must be able to enter every directory above it and node_modules: set FURROW_DATA_DIR to such a place, ' +
      'or run as a normal user.',
  );
}
