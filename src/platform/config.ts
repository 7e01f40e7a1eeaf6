import { readFileSync } from 'node:fs';

/** What one process does; a deployment may split them over many processes. */
export const processRoles = ['public', 'api', 'jobs', 'sequencer'] as const;
export type ProcessRole = (typeof processRoles)[number];

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Where people of firms may sign in instead, by OpenID Connect. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Every setting of a process, read once at its start. */
export abstract class Config {
  readonly host: string;
  /** 0 asks the system for a free port. */
  readonly port: number;
  /** Where `/metrics` is served, for operators only; null: not served. 0 asks the system for a free port. */
  readonly metricsPort: number | null;
  /** The address that `/metrics` is served on: whoever reaches it reads it. */
  readonly metricsHost: string;
  /** The address links and QR codes are built with; no trailing slash. */
  readonly publicUrl: string;
  /** Proxies in front, each of which adds whom it heard to X-Forwarded-For. */
  readonly trustedProxies: number;
  /** What the quotas of requests are multiplied with; 0: nothing is limited. */
  readonly rateLimits: number;
  /** A server to use instead of the embedded one. */
  readonly databaseUrl: string | null;
  /** The login that migrates, where the service's own login may not; defaults to `databaseUrl`. */
  readonly ownerDatabaseUrl: string | null;
  readonly dataDirectory: string;
  readonly roles: ReadonlySet<ProcessRole>;
  /** False behind a pooler that cannot keep named prepared statements. */
  readonly prepared: boolean;
  /** Connections of each pool. */
  readonly poolSize: number;
  /** Postings of later instants that one capture reads; more, and what it tells is folded after it. */
  readonly laterPostings: number;
  /** The most that links may take in memory, in MB of 1,000,000 bytes; past it, and with 0, traces read the database alone. */
  readonly traceMegabytes: number;
  /** The hour of the day in which nightly drills are made, in the time of China; null: none are. */
  readonly drillHour: number | null;
  /** Origins in the own network that may be asked when somebody signs in; by HTTP on this machine only. */
  readonly outgoingAllowed: ReadonlySet<string>;
  /** Origins in the own network that webhooks may go to, as whoever has a key wishes; by HTTP on this machine only. */
  readonly webhooksAllowed: ReadonlySet<string>;
  /** A database of networks in MaxMind's format, which says where looks come from; null: nobody knows. */
  readonly networkPlaces: string | null;
  /** Null: people sign in with passwords only. */
  readonly oidc: OidcConfig | null;
  /** The font that PDF labels are set in, `#` and a face behind it; null: where systems usually keep one. */
  readonly labelFont: string | null;
  readonly logLevel: LogLevel;
  readonly production: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings; an error names every faulty variable at once, so that one correction is enough. */
export function readConfig(environment: Environment): Config {
  const read = new EnvironmentReader(environment);
  const port = read.integer('PORT', 3000, 0, 65_535);
  const databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const outgoingAllowed = read.origins('FURROW_OUTGOING_ALLOW');
  const oidc = readOidc(read);
  const config: Config = {
    host: read.text('HOST') ?? '0.0.0.0',
    port,
    metricsPort: read.optionalPort('FURROW_METRICS_PORT'),
    metricsHost: read.text('FURROW_METRICS_HOST') ?? '127.0.0.1',
    publicUrl: (
      read.url('FURROW_PUBLIC_URL', ['http:', 'https:']) ?? `http://localhost:${port}`
    ).replace(/\/+$/, ''),
    trustedProxies: read.integer('FURROW_TRUSTED_PROXIES', 0, 0, 10),
    rateLimits: read.factorOrOff('FURROW_RATE_LIMITS'),
    databaseUrl,
    ownerDatabaseUrl: read.url('FURROW_OWNER_DATABASE_URL', ['postgres:', 'postgresql:']),
    dataDirectory: read.text('FURROW_DATA_DIR') ?? '.data',
    roles: read.roles('FURROW_ROLES'),
    prepared: read.choice('FURROW_PREPARED', ['on', 'off'], 'on') === 'on',
    poolSize: read.integer('FURROW_POOL_SIZE', 10, 2, 200),
    laterPostings: read.integer('FURROW_LATER_POSTINGS', 5000, 1, 1_000_000),
    traceMegabytes: read.integer('FURROW_TRACE_MEMORY', 512, 0, 1_000_000),
    drillHour: read.hourOrOff('FURROW_NIGHTLY_DRILLS', 3),
    outgoingAllowed,
    webhooksAllowed: readWebhooksAllowed(read, { outgoingAllowed, oidc }),
    networkPlaces: read.text('FURROW_NETWORK_PLACES') ?? null,
    oidc,
    labelFont: read.text('FURROW_LABEL_FONT') ?? null,
    logLevel: read.choice('LOG_LEVEL', logLevels, 'info'),
    production: environment.NODE_ENV === 'production',
  };
  if (config.ownerDatabaseUrl !== null && databaseUrl === null) {
    read.faults.push('FURROW_OWNER_DATABASE_URL is set without DATABASE_URL');
  }
  if (port !== 0 && config.metricsPort === port) {
    read.faults.push('FURROW_METRICS_PORT is the same as PORT: give it one of its own');
  }
  if (read.faults.length > 0)
    throw new Error(`The configuration is not valid:\n  ${read.faults.join('\n  ')}`);
  return Object.freeze(config);
}

/** All of it or nothing: half a configuration would be found out by the first person who wants to sign in. */
function readOidc(read: EnvironmentReader): OidcConfig | null {
  const issuer = read.text('FURROW_OIDC_ISSUER');
  const clientId = read.text('FURROW_OIDC_CLIENT_ID');
  const given = read.text('FURROW_OIDC_CLIENT_SECRET');
  const ofFile = read.file('FURROW_OIDC_CLIENT_SECRET_FILE');
  const clientSecret = given ?? ofFile;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined || !isSafe(issuer)) {
    read.faults.push('FURROW_OIDC_ISSUER is not an address: give the https:// one of the issuer');
  }
  if (clientId === undefined) read.faults.push('FURROW_OIDC_CLIENT_ID is missing');
  if ((given === undefined) === (ofFile === undefined)) {
    const names = 'FURROW_OIDC_CLIENT_SECRET and FURROW_OIDC_CLIENT_SECRET_FILE';
    read.faults.push(`of ${names} give one`);
  }
  return { issuer: issuer ?? '', clientId: clientId ?? '', clientSecret: clientSecret ?? '' };
}

/**
 * There was one list once for both ends. It still stands for webhooks where nobody signs in by an issuer, and cannot be meant
 * for one.
 */
function readWebhooksAllowed(
  read: EnvironmentReader,
  { outgoingAllowed, oidc }: Pick<Config, 'outgoingAllowed' | 'oidc'>,
): ReadonlySet<string> {
  const isToldApart = read.text('FURROW_WEBHOOKS_ALLOW') !== undefined || oidc !== null;
  return isToldApart ? read.origins('FURROW_WEBHOOKS_ALLOW') : outgoingAllowed;
}

class EnvironmentReader {
  readonly faults: string[] = [];

  constructor(private readonly environment: Environment) {}

  /** An empty variable counts as absent: compose files and shells set such ones without meaning to. */
  text(name: string): string | undefined {
    return this.environment[name]?.trim() || undefined;
  }

  integer(name: string, fallback: number, least: number, most: number): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    this.faults.push(`${name} is "${text}": give a whole number from ${least} to ${most}`);
    return fallback;
  }

  /** A factor, 1 where none is given; `off` is 0. */
  factorOrOff(name: string): number {
    const text = this.text(name) ?? '1';
    if (text === 'off') return 0;
    const factor = /^\d{1,4}(\.\d{1,4})?$/.test(text) ? Number(text) : 0;
    if (factor > 0) return factor;
    this.faults.push(`${name} is "${text}": give a factor such as 0.1 or 10, or off`);
    return 1;
  }

  /** An hour of the day; `off` is null. */
  hourOrOff(name: string, fallback: number): number | null {
    return this.text(name) === 'off' ? null : this.integer(name, fallback, 0, 23);
  }

  optionalPort(name: string): number | null {
    return this.text(name) === undefined ? null : this.integer(name, 0, 0, 65_535);
  }

  /** The value is not quoted in the fault: such addresses carry passwords. */
  url(name: string, protocols: readonly string[]): string | null {
    const text = this.text(name);
    if (text === undefined) return null;
    if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
    this.faults.push(`${name} is not an address: begin it with ${protocols[0]}//`);
    return null;
  }

  origins(name: string): ReadonlySet<string> {
    const named =
      this.text(name)
        ?.split(',')
        .map((part) => part.trim()) ?? [];
    for (const text of named) {
      if (isSafe(text) && new URL(text).origin === text) continue;
      const wanted = 'such as https://login.example:8443, with nothing after it';
      this.faults.push(`${name} holds "${text}": give origins ${wanted}`);
    }
    return new Set(named);
  }

  /** What a file holds, as secrets are handed to containers. */
  file(name: string): string | undefined {
    const path = this.text(name);
    if (path === undefined) return undefined;
    try {
      return readFileSync(path, 'utf8').trim() || undefined;
    } catch {
      this.faults.push(`${name} is "${path}": there is no file there that can be read`);
      return undefined;
    }
  }

  choice<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const found = allowed.find((value) => value === text);
    if (found !== undefined) return found;
    this.faults.push(`${name} is "${text}": give one of ${allowed.join(', ')}`);
    return fallback;
  }

  roles(name: string): ReadonlySet<ProcessRole> {
    const named = (this.text(name) ?? processRoles.join(',')).split(',').map((part) => part.trim());
    const known = processRoles.filter((role) => named.includes(role));
    if (known.length !== new Set(named).size) {
      this.faults.push(`${name} is "${named.join(',')}": give some of ${processRoles.join(',')}`);
    }
    return new Set(known);
  }
}

/** By HTTPS, or within this machine, where nobody listens in. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const isThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isThisMachine);
}
