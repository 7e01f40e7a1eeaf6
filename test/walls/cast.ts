import fc from 'fast-check';
import type { Answer } from '../support/app.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { World, type Body } from '../cases/world.js';
import { roles } from '../http/who-may.js';

const regulators = ['R', 'R37', 'R11'];

/** One of each role, three makers and a shop in provinces of their own, and regulators of two of these and of all. */
export const members: readonly string[] = [
  ...roles.filter((role) => role !== 'regulator'),
  ...['F', 'P', 'S'],
  ...regulators,
];

/** Those who have goods to do with. */
export const traders = members.filter((name) => ![...regulators, 'operator'].includes(name));

/** Members of a generated story, the dice it is told by, and a note of each request that did something. */
export class Cast {
  /** Batches by their letters, and who made them. */
  readonly batches: { readonly name: string; readonly owner: string }[] = [];
  /** Names of those that were handed over. */
  readonly handed: string[] = [];
  /** Codes of items and units that are on labels by now. */
  readonly codes: string[] = [];
  /** Of codes of items, and what print houses were given of them. */
  readonly runs: string[] = [];
  readonly printOrders: string[] = [];
  /** Numbers of complaints, as their reporters were answered. */
  readonly receipts: string[] = [];
  /** Routes that did something when they were asked. */
  readonly done = new Set<string>();
  readonly browsers = new Map<string, PlainBrowser>();
  private readonly throws: number[];
  private count = 0;

  private constructor(
    readonly world: World,
    seed: number,
  ) {
    this.throws = fc.sample(fc.nat(), { seed, numRuns: 50_000 });
  }

  static async gather(world: World, seed: number): Promise<Cast> {
    const cast = new Cast(world, seed);
    for (const name of members) {
      await world.bearCanaries(name);
      const browser = new PlainBrowser(world.service.url);
      await browser.post('/sign-in', { key: (await world.trader(name)).key });
      cast.browsers.set(name, browser);
    }
    return cast;
  }

  one<Thing>(of: readonly Thing[]): Thing {
    return of[(this.throws.pop() ?? 0) % of.length]!;
  }

  some<Thing>(of: readonly Thing[], most: number): Thing[] {
    if (of.length <= most) return [...of];
    return Array.from({ length: most }, () => this.one(of));
  }

  /** A name or a moment that was not there before. */
  next(): number {
    this.count += 1;
    return this.count;
  }

  /** The hour of the story in which the next thing happens. */
  hour(): number {
    return 1 + this.next() / 100;
  }

  /** Asks for something that may be refused, but must not fail; notes the route if it was done. */
  async ask(
    by: string,
    route: string,
    id: string | readonly string[] = '',
    body?: unknown,
  ): Promise<Answer<Body>> {
    const [method = '', pattern = ''] = route.split(' ');
    const { key } = await this.world.trader(by);
    const path = [id].flat().reduce((before, each) => before.replace(/\{\w+\}/, each), pattern);
    return this.note(route, await this.world.service.send<Body>(method, path, { key, body }));
  }

  note(route: string, answer: Answer<Body>): Answer<Body> {
    if (answer.status >= 500) throw new Error(`${route}: ${JSON.stringify(answer.body)}`);
    if (answer.status < 300) this.done.add(route);
    return answer;
  }

  /** As `ask`, for what is never refused. */
  async does(
    by: string,
    route: string,
    id: string | readonly string[] = '',
    body?: unknown,
  ): Promise<Body> {
    const { status, body: told } = await this.ask(by, route, id, body);
    if (status >= 300) throw new Error(`${by} ${route}: ${JSON.stringify(told)}`);
    return told;
  }
}
