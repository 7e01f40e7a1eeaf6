import { expect } from '@jest/globals';
import type { Database } from '../../src/platform/index.js';
import { World } from '../cases/world.js';
import { asked, listed, type Things } from './asked.js';
import { mandateOfP, sceneryOf } from './scenery.js';
import { askers, known, lists, type Asker } from './who-sees.js';

type Sight = Parameters<Database['as']>[0];

/** Whose organisation transactions carry, where that is not who asks: then only row security keeps anything back. */
let carried: string | undefined;

/** A database whose transactions carry another organisation than the stores were given. */
function carrying(database: Database): Database {
  const through = <Options extends Sight>(options: Options): Options =>
    carried === undefined || options.organisationId === undefined
      ? options
      : { ...options, organisationId: carried };
  return new Proxy(database, {
    get(target, name) {
      if (name === 'as') return (sight: Sight) => target.as(through(sight));
      if (name === 'transaction') {
        const transaction: Database['transaction'] = (work, options = {}) =>
          target.transaction(work, through(options));
        return transaction;
      }
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/** An answer without what tells one request, or the id that was asked for, from another. */
export interface Told {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
  readonly statements: number;
}

/** A farm with one thing of each kind, and those who ask for it. One for each test file. */
export class Stage {
  private constructor(
    readonly world: World,
    /** What F has of each kind. */
    public thing: Things,
    /** Ids of what there is not. */
    readonly absent: Things,
    readonly ids: ReadonlyMap<Asker, string>,
  ) {}

  static async set(): Promise<Stage> {
    // No followers of the feed, whose statements would be counted among those of a request.
    const roles = new Set(['api', 'public'] as const);
    const world = await World.start({ roles }, { seenThrough: carrying });
    const thing = await sceneryOf(world);
    const absent: Record<string, string> = {};
    for (const name of Object.keys(thing)) absent[name] = world.service.random.uuid();
    absent.unit = '7K2M9Q4XTB3W';
    absent.key = 'AAAAAAAAAAAA';
    absent.eventType = 'TransactionEvent';
    for (const name of ['epc', 'bizStep', 'disposition', 'bizLocation', 'readPoint']) {
      absent[name] = `urn:x:${absent[name]}`;
    }
    const ids = new Map<Asker, string>();
    for (const name of askers) ids.set(name, (await world.viewer(name)).organisationId);
    return new Stage(world, thing, absent, ids);
  }

  /** Lets transactions carry the organisation of an asker, whoever asks; of nobody else where none is named. */
  carry(asker: Asker | undefined): void {
    carried = asker && this.ids.get(asker);
  }

  async keyOf(name: string): Promise<string> {
    return (await this.world.trader(name)).key;
  }

  async ask(route: string, key: string, named: Things): Promise<Told> {
    const [method = '', path = ''] = route.split(' ');
    const { of, under, query, body } = asked[path]!;
    const id = named[of]!;
    const holes = under === undefined ? [id] : [named[under]!, id];
    const address =
      query === undefined
        ? holes.reduce((before, each) => before.replace(/\{\w+\}/, encodeURIComponent(each)), path)
        : `${path}?${query}=${id}`;
    const { service } = this.world;
    const before = service.database.statementsSent;
    const answer = await service.send(method, address, {
      key,
      ...(method !== 'GET' &&
        method !== 'DELETE' &&
        body && { body: body({ ...this.thing, [of]: id }) }),
    });
    return {
      status: answer.status,
      headers: [...answer.headers]
        .filter(([name]) => !/^(date|x-request-id|etag|ratelimit)/.test(name))
        .join('\n'),
      body: JSON.stringify(answer.body)
        .replaceAll(id, '{id}')
        .replace(/"urn:uuid:[^"]*"/g, '""'),
      statements: service.database.statementsSent - before,
    };
  }

  /** Whether a list names F's thing. */
  async isListed(route: string, key: string): Promise<boolean> {
    const [, path = ''] = route.split(' ');
    const { status, body } = await this.world.service.send('GET', path, { key });
    expect(status).toBe(200);
    return JSON.stringify(body).includes(this.thing[listed[path]!]!);
  }

  /** Asks twice with a key, once for what there is, and expects one answer. */
  async expectNothing(route: string, key: string): Promise<void> {
    const [, secret] = known[route] ?? [];
    if (route in lists) expect(await this.isListed(route, key)).toBe(false);
    else if (secret) expect((await this.ask(route, key, this.thing)).body).not.toContain(secret);
    else {
      expect(await this.ask(route, key, this.thing)).toEqual(
        await this.ask(route, key, this.absent),
      );
    }
  }

  /** F gives P another mandate, once the last one has ended. */
  async renewMandate(): Promise<void> {
    this.thing = { ...this.thing, mandate: await mandateOfP(this.world) };
  }

  /** Of every table of this one database. */
  async rowSecurity(does: 'DISABLE' | 'ENABLE'): Promise<void> {
    const owner = await this.world.owner();
    this.walled ??= (
      await owner.query<{ name: string }>(
        'SELECT relname AS name FROM pg_class WHERE relrowsecurity',
      )
    ).rows;
    expect(this.walled.length).toBeGreaterThan(20);
    for (const { name } of this.walled)
      await owner.query(`ALTER TABLE ${name} ${does} ROW LEVEL SECURITY`);
  }

  private walled: readonly { readonly name: string }[] | undefined;
}
