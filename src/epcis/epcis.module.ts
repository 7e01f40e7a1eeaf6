import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { EventsModule } from '../events/index.js';
import { Clock, Config, Database, processLog, Random, type Logger } from '../platform/index.js';
import { CaptureController } from './capture/capture.controller.js';
import { CapturesService } from './capture/captures.service.js';
import { DiscoveryController } from './discovery.controller.js';
import { EpcisController } from './answer/epcis.controller.js';
import { EpcisService } from './answer/epcis.service.js';
import { GatheredCaptures } from './capture/gathered-captures.service.js';
import { NamedQueriesController } from './queries/named-queries.controller.js';
import { NamedQueriesService } from './queries/named-queries.service.js';
import { QueryEventsController } from './subscriptions/query-events.controller.js';
import { CatchingUp } from './subscriptions/catching-up.js';
import { DeliveryKeeper } from './subscriptions/delivery-keeper.js';
import { MatchingService } from './subscriptions/matching.service.js';
import { Sender } from './subscriptions/sender.js';
import { OpenSockets } from './subscriptions/open-sockets.js';
import { SocketTellingService } from './subscriptions/socket-telling.service.js';
import { SocketsService } from './subscriptions/sockets.service.js';
import { SubscriptionsController } from './subscriptions/subscriptions.controller.js';
import { SubscriptionsService } from './subscriptions/subscriptions.service.js';
import { WebhookOutgoing } from './subscriptions/webhook-outgoing.js';
import { resourceControllers } from './resources/resources.controller.js';
import { ResourcesService } from './resources/resources.service.js';
import { VocabulariesController } from './vocabularies/vocabularies.controller.js';
import { VocabulariesService } from './vocabularies/vocabularies.service.js';

const ofSending = [Database, WebhookOutgoing, Clock, Random, Config, processLog];

@Module({
  imports: [AccessModule, EventsModule],
  controllers: [
    ...[CaptureController, EpcisController, DiscoveryController],
    ...[
      VocabulariesController,
      NamedQueriesController,
      QueryEventsController,
      SubscriptionsController,
    ],
    ...resourceControllers,
  ],
  providers: [
    ...[CapturesService, EpcisService, GatheredCaptures],
    ...[ResourcesService, VocabulariesService],
    ...[NamedQueriesService, SubscriptionsService, MatchingService],
    ...[OpenSockets, SocketTellingService, SocketsService],
    {
      provide: WebhookOutgoing,
      inject: [Config],
      useFactory: ({ webhooksAllowed }: Config) =>
        new WebhookOutgoing({ allowedOrigins: webhooksAllowed }),
    },
    {
      provide: Sender,
      inject: ofSending,
      useFactory: (
        database: Database,
        outgoing: WebhookOutgoing,
        clock: Clock,
        random: Random,
        { roles }: Config,
        logger: Logger,
      ) => new Sender({ database, outgoing, clock, random, logger, roles }),
    },
    {
      provide: CatchingUp,
      inject: [Database, Clock, Random, Config, processLog],
      useFactory: (
        database: Database,
        clock: Clock,
        random: Random,
        { roles, publicUrl }: Config,
        logger: Logger,
      ) => new CatchingUp({ database, clock, random, logger, roles, publicUrl }),
    },
    {
      provide: DeliveryKeeper,
      inject: [Database, Clock, Config, processLog],
      useFactory: (database: Database, clock: Clock, { roles }: Config, logger: Logger) =>
        new DeliveryKeeper({ database, clock, logger, roles }),
    },
  ],
})
export class EpcisModule {}
