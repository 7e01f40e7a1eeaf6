import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findPostmaster, freePort } from '../../src/platform/database/embedded/postmaster.js';
import { closed, opened, passingWay } from './canaries/passing-way.js';
import { Searcher } from './canaries/searcher.js';
import { finishSearch, noteStarted } from './canaries/tally.js';
import { childrenOf, killIfThere } from './processes.js';

/** Longest wait for a service to be ready: its first start makes a cluster and seeds the demo. */
const startMilliseconds = 180_000;

/**
 * The service as an operator runs it, `node src/main.js --demo` as `npm run demo` ends in: a process group of its own,
 * with its own data folder, port and embedded database, to be killed for real. Whoever asks it does so by a way on which its
 * answers are searched; `stop` fails if what it said, or what it and its database logged, was for somebody else.
 */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private output = '';
  private readonly searcher = new Searcher({ query: (...asked) => this.askOwner(...asked) });
  private readonly way: Server;
  private address = '';

  private constructor(
    private readonly compiled: string,
    private readonly dataDirectory: string,
    private readonly port: number,
    private readonly settings: Readonly<Record<string, string>>,
  ) {
    this.way = passingWay(port);
    this.searcher.watch(this.way);
  }

  /** `compiled` holds the sources of the service, `dataDirectory` what it keeps; `settings` are further variables. */
  static async in(
    compiled: string,
    dataDirectory: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<ServiceProcess> {
    noteStarted();
    const service = new ServiceProcess(compiled, dataDirectory, await freePort(), settings);
    service.address = await opened(service.way);
    return service;
  }

  get url(): string {
    return this.address;
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
    this.searchOutput();
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

  /** Sends one request; the answer is JSON. */
  readonly send = async (
    method: string,
    target: string,
    { key = '', body }: { readonly key?: string; readonly body?: unknown } = {},
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> => {
    const response = await fetch(new URL(target, this.url), {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

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
    // Whose keys are whose is known while the database runs; the last lines of the log come with the end.
    try {
      await this.searcher.findings();
      await closed(this.way);
    } finally {
      if (this.isRunning) this.child?.kill('SIGTERM');
      await this.ended().finally(() => {
        this.killGroup();
        if (this.postmaster !== undefined) this.killDatabase();
      });
    }
    await this.searchLogs();
    await finishSearch(this.searcher);
  }

  private async searchLogs(): Promise<void> {
    this.searchOutput();
    for (const log of ['postgres.log', 'postgres.log.1']) {
      const file = path.join(this.dataDirectory, log);
      if (existsSync(file)) await this.searcher.readLog(file);
    }
  }

  private searchOutput(): void {
    this.searcher.lookAtLines(Buffer.from(this.output), 'of the process');
  }

  private async askOwner<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.ownerUrl });
    await client.connect();
    try {
      return (await client.query(sql, [...parameters])).rows as Row[];
    } finally {
      await client.end();
    }
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
    const { dataDirectory, port, settings } = this;
    const own = { PATH: process.env.PATH, PORT: String(port), FURROW_DATA_DIR: dataDirectory };
    return { ...own, ...settings };
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
