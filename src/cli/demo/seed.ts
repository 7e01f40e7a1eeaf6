import type { INestApplication } from '@nestjs/common';
import { insertDemoKey, type Actor, type Scope } from '../../access/index.js';
import { ActivitiesService, MakingService } from '../../activities/index.js';
import { CodesService } from '../../codes/index.js';
import { ReportsService } from '../../complaints/index.js';
import { CaptureService } from '../../events/index.js';
import { present } from '../../kernel/index.js';
import { AccountsService, LocationsService } from '../../parties/index.js';
import { Clock, Config, Database } from '../../platform/index.js';
import { ProductsService } from '../../products/index.js';
import { RecallsService } from '../../recalls/index.js';
import { SharingService } from '../../sharing/index.js';
import {
  isEmpty,
  isSeeded,
  longestJourney,
  recalledCode,
  shippingWithPrivateWords,
} from './demo.store.js';
import type { ShownCodes } from './greeting.js';
import { operator, organisations, type DemoOrganisation } from './people.js';
import { demoProducts } from './products.js';
import { stories } from './stories.js';
import { privateWords, Teller, type Stage } from './teller.js';

const day = 86_400_000;
const allScopes: readonly Scope[] = ['read', 'write', 'recall', 'admin'];

/**
 * Seeds an empty database with the demo chain, dates relative to today, and answers the codes to look at first. A
 * seeded database is left as it is; one that holds anything else is refused, so that nobody's records get demo
 * rows between them. In production nothing is seeded: its keys would open nothing, and its goods are made up.
 */
export async function seedDemo(app: INestApplication): Promise<ShownCodes> {
  if (app.get(Config).production) throw new Error(inProduction);
  const database = app.get(Database);
  const reader = database.as({ role: 'fold' });
  if (!(await isSeeded(reader))) {
    if (!(await isEmpty(reader))) throw new Error(notEmpty);
    await tellStories(app, await buildStage(app));
    await openAccount(app, operator);
  }
  const [word = ''] = Object.keys(privateWords);
  return {
    journey: present(await longestJourney(reader), 'a demo batch'),
    recalled: await recalledCode(reader),
    shipping: present(await shippingWithPrivateWords(reader, word), 'a demo shipping'),
  };
}

const inProduction =
  'The demo never runs with NODE_ENV=production. Unset it for the demo, or run npm start for real.';

const notEmpty =
  'This database is not empty and was not seeded by the demo (or its seeding was cut off). ' +
  'Give the demo a folder of its own: FURROW_DATA_DIR=.data/demo npm run demo';

/** Twelve days ago at the earliest, so that no story reaches the future and nothing is old. */
async function tellStories(app: INestApplication, stage: Stage): Promise<void> {
  const today = Math.floor(app.get(Clock).now() / day) * day;
  for (const [i, story] of stories.entries()) {
    const [, said] = /^[^|]* (\d+)d\b/.exec(story) ?? [];
    const daysAgo = said === undefined ? 12 - (i % 6) : Number(said);
    const start = today - daysAgo * day + 6 * 3_600_000 + i * 60_000;
    await new Teller(stage, start).tell(story);
  }
}

async function buildStage(app: INestApplication): Promise<Stage> {
  const actors = new Map<string, Actor>();
  const places = new Map<string, string>();
  const products = new Map<string, { readonly id: string; readonly owner: string }>();
  for (const organisation of organisations) {
    const actor = await openAccount(app, organisation);
    actors.set(organisation.id, actor);
    if (organisation.isOpen === true) {
      await app.get(SharingService, { strict: false }).share(actor, { reach: 'open' });
    }
    for (const { id, ...place } of organisation.places) {
      const location = await app.get(LocationsService).register(actor, {
        ...place,
        partyId: actor.partyId,
        timeZone: 'Asia/Shanghai',
      });
      places.set(id, location.id);
    }
  }
  for (const { id, owner, ...product } of demoProducts) {
    const actor = present(actors.get(owner), owner);
    const registered = await app.get(ProductsService).register(actor, product);
    products.set(id, { id: registered.id, owner });
  }
  return {
    actors,
    places,
    products,
    publicUrl: app.get(Config).publicUrl,
    database: app.get(Database),
    capture: app.get(CaptureService),
    activities: app.get(ActivitiesService, { strict: false }),
    making: app.get(MakingService, { strict: false }),
    codes: app.get(CodesService, { strict: false }),
    recalls: app.get(RecallsService, { strict: false }),
    reports: app.get(ReportsService, { strict: false }),
  };
}

async function openAccount(
  app: INestApplication,
  { name, zh, roles, jurisdiction, key }: DemoOrganisation,
): Promise<Actor> {
  const now = new Date(app.get(Clock).now());
  return app.get(Database).transaction(
    async (tx) => {
      const { organisation, party } = await app.get(AccountsService).openIn(tx, {
        ...{ name, names: { en: name, 'zh-CN': zh }, kind: 'organisation' as const, roles },
        ...(jurisdiction !== undefined && { jurisdiction }),
      });
      const { id: organisationId } = organisation;
      if (key !== undefined)
        await insertDemoKey(tx, organisationId, { name: key, scopes: allScopes, now });
      return {
        organisationId,
        partyId: party.id,
        roles,
        scopes: allScopes,
        credential: `demo_${key ?? name}`,
        ...(organisation.oversees !== null && { oversees: organisation.oversees }),
      };
    },
    { role: 'fold' },
  );
}
