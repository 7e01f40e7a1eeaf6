import 'reflect-metadata';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Express, NextFunction, Request, Response } from 'express';
import { ActivitiesModule } from './activities/index.js';
import { AccessModule } from './access/index.js';
import { AuditModule, AuditTrail, auditRequests } from './audit/index.js';
import { BalancesModule } from './balances/index.js';
import { BatchesModule } from './batches/index.js';
import { ChainModule } from './chain/index.js';
import { CodesModule } from './codes/index.js';
import { LinksModule } from './links/index.js';
import { ComplaintsModule } from './complaints/index.js';
import { LogModule } from './log/index.js';
import { Lookup, LookupModule, PassportStore, publicDoor, RecalledBook } from './lookup/index.js';
import { DrillsModule } from './drills/index.js';
import { EpcisModule, interfaceHeaders, pageTokens } from './epcis/index.js';
import { EventsModule } from './events/index.js';
import { HandoffsModule } from './handoffs/index.js';
import { HoldingsModule } from './holdings/index.js';
import { LabelsModule } from './labels/index.js';
import { PartiesModule } from './parties/index.js';
import { PeopleModule } from './people/index.js';
import { PrivacyModule } from './privacy/index.js';
import { ProductsModule } from './products/index.js';
import { RecallsModule, recallSql } from './recalls/index.js';
import { RulesModule } from './rules/index.js';
import { SaleChecksModule } from './sale-checks/index.js';
import { Looks, readNetworkPlaces, ScansModule, type PlaceOf } from './scans/index.js';
import { ExternalIdentifiersModule } from './schemes/index.js';
import { SharingModule } from './sharing/index.js';
import { SuppliersModule } from './suppliers/index.js';
import { TraceModule } from './trace/index.js';
import { describeApi } from './openapi.js';
import {
  DoorAdapter,
  Metrics,
  PlatformModule,
  ProblemFilter,
  refuseUnreadable,
  RequestLimits,
  secureHeaders,
  traceRequests,
  validationPipe,
  type Door,
  type RequestCounts,
  type World,
} from './platform/index.js';
import { pageForReader, problemPageFor, WebModule } from './web/index.js';

/** The composition root: every module, in the order of the layers. */
@Module({})
class AppModule {
  static of(world: World, placeOf: PlaceOf): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.of(world),
        LogModule.of(world),
        AccessModule,
        PeopleModule,
        AuditModule.of(world),
        PartiesModule,
        ProductsModule,
        RulesModule,
        BatchesModule,
        CodesModule,
        LinksModule,
        ExternalIdentifiersModule,
        SharingModule,
        SuppliersModule,
        HoldingsModule,
        EventsModule,
        ActivitiesModule,
        HandoffsModule,
        TraceModule,
        ScansModule.of(world, placeOf),
        ChainModule,
        ComplaintsModule,
        RecallsModule,
        LookupModule.of(world, recallSql),
        EpcisModule,
        PrivacyModule.of(world),
        LabelsModule,
        SaleChecksModule.of(world),
        BalancesModule,
        DrillsModule.of(world),
        WebModule,
      ],
    };
  }
}

/** The whole application on a given world, not yet listening. */
export async function createApp(world: World): Promise<NestExpressApplication> {
  const adapter = new DoorAdapter();
  const placeOf = await readNetworkPlaces(world.config.networkPlaces);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.of(world, placeOf),
    adapter,
    {
      bodyParser: false,
      logger: false,
      abortOnError: false,
    },
  );
  const limits = app.get(RequestLimits);
  const filter = new ProblemFilter(world.logger, problemPageFor, limits);
  const express = adapter.getInstance<Express>();
  express.disable('x-powered-by');
  express.set('etag', 'strong');
  express.set('query parser', 'simple');
  const { requests } = app.get(Metrics);
  app.use(secureHeaders(world.config.publicUrl));
  app.use(traceRequests(world.random, world.logger, requests));
  const { trustedProxies } = world.config;
  app.use(auditRequests({ trail: app.get(AuditTrail), filter, trustedProxies }));
  app.use(limits.admit);
  app.use(refuseUnreadable);
  app.use('/epcis', interfaceHeaders, pageTokens(world.clock));
  // Faults of an address arise before Nest and would be answered by Express itself.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    filter.answer(error, request, response),
  );
  app.useGlobalFilters(filter);
  app.useGlobalPipes(validationPipe());
  describeApi(app);
  adapter.open(
    doorOf(world, requests, { looks: app.get(Looks), recalled: app.get(RecalledBook) }),
    world.logger,
  );
  return app;
}

/** Where strangers look codes up; recalls says what of it is stopped, and web draws the page. */
function doorOf(
  world: World,
  counts: RequestCounts,
  { looks, recalled }: { readonly looks: Looks; readonly recalled: RecalledBook },
): Door {
  const { config, publicDatabase, clock, logger } = world;
  const store = new PassportStore(publicDatabase, recallSql);
  const { publicUrl, trustedProxies } = config;
  const lookup = new Lookup({ store, recalled, looks, clock, logger, publicUrl });
  const now = () => clock.now();
  const pageFor = pageForReader;
  return publicDoor({ lookup, looks, publicUrl, pageFor, now, trustedProxies, logger, counts });
}
