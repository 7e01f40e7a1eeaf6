import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findPostmaster, freePort } from '../../src/platform/database/embedded/postmaster.js';

/** Longest wait for a service to be ready: its first start makes a cluster and seeds the demo. */
const startMilliseconds = 180_000;

/**
 * The service as an operator runs it, `node src/main.js --demo` as `npm run demo` ends in: a process group of its own,
 * with its own data folder, port and embedded database, to be killed for real.
 */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private output = '';

  private constructor(
    private readonly compiled: string,
    private readonly dataDirectory: string,
    private readonly port: number,
  ) {}

  /** `compiled` holds the sources of the service, `dataDirectory` what it keeps. */
  static async in(compiled: string, dataDirectory: string): Promise<ServiceProcess> {
    return new ServiceProcess(compiled, dataDirectory, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What it has said since its last start. */
  get said(): string {
    return this.output;
  }

  get isRunning(): boolean {
    return this.child !== undefined && !hasEnded(this.child);
  }

  /** Starts it and waits until it says that it is ready. */
  async start(): Promise<void> {
    this.output = '';
    const child = spawn(process.execPath, ['src/main.js', '--demo'], {
      cwd: this.compiled,
      env: this.environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    await this.until('the start', () => {
      if (hasEnded(child)) throw new Error(`the service did not start: ${this.output}`);
      return this.output.includes('"msg":"ready"');
    });
  }

  /** The operator's command, run beside the service. */
  async cli(...words: string[]): Promise<string> {
    const options = { cwd: this.compiled, env: this.environment };
    return new Promise((resolve, reject) => {
      execFile(process.execPath, ['src/cli/main.js', ...words], options, (error, out, complaint) =>
        error ? reject(new Error(out + complaint)) : resolve(out),
      );
    });
  }

  /** `kill -9` of the process group of the service. Its database is in another one and outlives it. */
  killGroup(): void {
    const pid = this.child?.pid;
    if (pid !== undefined && this.isRunning) process.kill(-pid, 'SIGKILL');
  }

  /** `kill -9` of the database: its server and every process of it. */
  killDatabase(): void {
    const postmaster = this.postmaster;
    if (postmaster === undefined) throw new Error('no database runs');
    // Each backend leads a session of its own, so there is no group to kill.
    for (const pid of [postmaster, ...childrenOf(postmaster)]) killIfThere(pid);
  }

  /** Process id of the database's server, while one runs. */
  get postmaster(): number | undefined {
    return findPostmaster(path.join(this.dataDirectory, 'postgres'))?.pid;
  }

  /** Waits for the death of a killed service. */
  async ended(): Promise<void> {
    await this.until('the end', () => !this.isRunning);
  }

  /** A stop in good order; what is still there afterwards is killed. */
  async stop(): Promise<void> {
    if (this.isRunning) this.child?.kill('SIGTERM');
    await this.ended().finally(() => {
      this.killGroup();
      if (this.postmaster !== undefined) this.killDatabase();
    });
  }

  /** How an owner of the data folder reaches the database. */
  get ownerUrl(): string {
    const directory = path.join(this.dataDirectory, 'postgres');
    const passwords = readFileSync(path.join(directory, 'furrow-passwords.json'), 'utf8');
    const { owner } = JSON.parse(passwords) as { owner: string };
    return `postgres://postgres:${owner}@127.0.0.1:${findPostmaster(directory)?.port}/furrow`;
  }

  /** Asks again until it is so. */
  async until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + startMilliseconds;
    while (!(await isSo())) {
      if (Date.now() > deadline) throw new Error(`${what} takes too long: ${this.output}`);
      await pause(20);
    }
  }

  private get environment(): NodeJS.ProcessEnv {
    const { dataDirectory, port } = this;
    return { PATH: process.env.PATH, PORT: String(port), FURROW_DATA_DIR: dataDirectory };
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** The processes whose parent is this one. */
function childrenOf(parent: number): number[] {
  const pairs = process.platform === 'linux' ? parentsByProc() : parentsByPs();
  return pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid);
}

type PidAndParent = readonly [pid: number, parent: number];

/** Slim images have no `ps`. */
function parentsByProc(): PidAndParent[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      // The name, in parentheses, may hold anything.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
      return [[Number(pid), Number(stat.split(' ')[1])] as const];
    } catch {
      return []; // gone meanwhile
    }
  });
}

function parentsByPs(): PidAndParent[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).split('\n');
  return lines.map((line) => {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    return [pid, parent] as const;
  });
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
