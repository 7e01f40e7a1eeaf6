import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

/** The user PostgreSQL runs as: it refuses to run as root, while containers often run as nothing else. */
export interface Identity {
  readonly description: string;
  spawn(program: string, args: readonly string[], options: SpawnOptions): ChildProcess;
  /** Hands a directory that we made to this user. */
  own(directory: string): void;
}

const nobody = 65_534;
const userNamespace = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`];

/**
 * A normal user runs the server itself. Root first tries a user namespace in which root is called nobody: files stay
 * root's and nothing needs to be reachable by others. Many containers forbid that; then the server runs as nobody, who
 * must be able to reach the data directory and node_modules. A data directory of another user is run as that user.
 */
export function chooseIdentity(
  directory: string,
  namespacesAllowed: () => boolean = canUseNamespaces,
): Identity {
  if (process.getuid?.() !== 0) return itself;
  const owner = ownerOf(directory);
  if (owner !== undefined && owner.uid !== 0) return user(owner.uid, owner.gid);
  return namespacesAllowed() ? namespaced : user(nobody, nobody);
}

const itself: Identity = {
  description: 'the user of this process',
  spawn: (program, args, options) => spawn(program, args, options),
  own: () => undefined,
};

const namespaced: Identity = {
  description: 'root, named nobody in a user namespace',
  // unshare replaces itself by the program, so the process we get is the server and takes our signals.
  spawn: (program, args, options) =>
    spawn('unshare', [...userNamespace, program, ...args], options),
  own: () => undefined,
};

function user(uid: number, gid: number): Identity {
  return {
    description: `user ${uid}`,
    spawn: (program, args, options) => spawn(program, args, { ...options, uid, gid }),
    own: (directory) => {
      const { status } = spawnSync('chown', ['-R', `${uid}:${gid}`, directory]);
      if (status !== 0) throw new Error(`could not hand ${directory} to user ${uid}`);
    },
  };
}

function canUseNamespaces(): boolean {
  return spawnSync('unshare', [...userNamespace, 'true']).status === 0;
}

function ownerOf(directory: string): { uid: number; gid: number } | undefined {
  const marker = path.join(directory, 'PG_VERSION');
  return existsSync(marker) ? statSync(marker) : undefined;
}
