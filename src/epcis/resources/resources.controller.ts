import { Controller, Get, Param, Query, Req, Res, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { Clock } from '../../platform/index.js';
import { AnswersEvents } from '../answer/described-answer.js';
import { EpcisService } from '../answer/epcis.service.js';
import { answerEvents } from '../answer/event-answer.js';
import { listParameters, pageOfList, readListQuery } from '../rest/list-query.js';
import { QueryParameters } from '../rest/query-parameters.js';
import { nameOfEvents } from '../json/document-frame.js';
import { shapeParameters } from '../query/event-query.js';
import { resources, type Resource } from './resources.js';
import { CollectionView, toCollectionView } from './resources.dto.js';
import { ResourcesService } from './resources.service.js';

/** What lies below each value. */
const subResources = ['events'];

/** The routes of each resource. */
export const resourceControllers: readonly Type[] = resources.map(controllerOf);

function controllerOf(resource: Resource): Type {
  const [many, one] = resource.spoken;
  const described = (summary: string) => ApiOperation({ summary });
  const value = ApiParam({ name: resource.name, description: `A ${one}, percent-encoded.` });

  @ApiTags('epcis')
  @Controller(`epcis/${resource.path}`)
  class ResourceController {
    constructor(
      private readonly values: ResourcesService,
      private readonly epcis: EpcisService,
      private readonly clock: Clock,
    ) {}

    @Allow('events.read')
    @described(`The ${many} of EPCIS and of events that you captured or are a party to.`)
    @QueryParameters(listParameters)
    @ApiOkResponse({ type: CollectionView })
    @Get()
    async list(
      @By() actor: Actor,
      @Query() parameters: Record<string, unknown>,
      @Res({ passthrough: true }) response: Response,
    ): Promise<CollectionView> {
      const { after, limit } = readListQuery(parameters, isText);
      const found = await this.values.values(resource, actor, { after, limit: limit + 1 });
      const page = pageOfList(response, found, limit, (value) => value);
      return toCollectionView(page.map((value) => this.values.written(resource, value)));
    }

    @Allow('events.read')
    @described(`What lies below a ${one}: its events.`)
    @value
    @ApiOkResponse({ type: CollectionView })
    @Get(`:${resource.name}`)
    async below(
      @By() actor: Actor,
      @Param(resource.name) written: string,
    ): Promise<CollectionView> {
      await this.values.check(resource, actor, written);
      return toCollectionView(subResources);
    }

    @Allow('events.read')
    @described(
      `Events of this ${one} that you captured or are a party to, as \`/epcis/events\` tells them; every parameter of that is read here, too.`,
    )
    @value
    @QueryParameters(shapeParameters)
    @AnswersEvents()
    @Get(`:${resource.name}/events`)
    async events(
      @By() actor: Actor,
      @Param(resource.name) written: string,
      @Query() parameters: Record<string, unknown>,
      @Req() request: Request,
      @Res({ passthrough: true }) response: Response,
    ): Promise<string> {
      const within = this.values.within(resource, written);
      const page = await this.epcis.events(actor, parameters, within);
      const asked = { now: this.clock.now(), queryName: nameOfEvents };
      return answerEvents(request, response, page, asked);
    }
  }

  // The description of the API calls operations by the name of their class.
  const name = `${resource.path.charAt(0).toUpperCase()}${resource.path.slice(1)}Controller`;
  Object.defineProperty(ResourceController, 'name', { value: name });
  return ResourceController;
}

/** Whether a value may be so written: no database keeps the character zero. */
function isText(text: string): boolean {
  return !text.includes('\0');
}
