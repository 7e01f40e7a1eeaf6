import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { listParameters, pageOfList, readListQuery } from '../rest/list-query.js';
import { locationOf } from '../rest/location-header.js';
import { QueryParameters } from '../rest/query-parameters.js';
import { CreateQueryRequest, NamedQueryView, toNamedQueryView } from './named-queries.dto.js';
import { NamedQueriesService } from './named-queries.service.js';
import { queryName } from './named-query.js';

/** Named queries of EPCIS 2.0 (ISO/IEC 19987). */
@ApiTags('epcis')
@Controller('epcis/queries')
export class NamedQueriesController {
  constructor(private readonly queries: NamedQueriesService) {}

  /** Keeps a query under a name. It is checked now, and answers what there is whenever it is asked. */
  @Allow('queries.write')
  @ApiCreatedResponse({ type: NamedQueryView, headers: locationOf('the query') })
  @Post()
  async make(
    @By() actor: Actor,
    @Body() { name, query }: CreateQueryRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NamedQueryView> {
    const made = await this.queries.make(actor, name, query);
    response.location(`/epcis/queries/${name}`);
    return toNamedQueryView(made);
  }

  /** Lists your organisation's named queries, by their names. */
  @Allow('queries.read')
  @QueryParameters(listParameters)
  @Get()
  async list(
    @By() actor: Actor,
    @Query() parameters: Record<string, unknown>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NamedQueryView[]> {
    const { after, limit } = readListQuery(parameters, (text) => queryName.test(text));
    const found = await this.queries.list(actor, { after, limit: limit + 1 });
    return pageOfList(response, found, limit, ({ name }) => name).map(toNamedQueryView);
  }

  /**
   * Tells one of your named queries.
   *
   * @param name - Its name.
   */
  @Allow('queries.read')
  @Get(':queryName')
  async one(@By() actor: Actor, @Param('queryName') name: string): Promise<NamedQueryView> {
    return toNamedQueryView(await this.queries.one(actor, name));
  }

  /**
   * Takes a named query away. Its subscriptions end, by webhook and by WebSocket.
   *
   * @param name - Its name.
   */
  @Allow('queries.write')
  @HttpCode(204)
  @Delete(':queryName')
  async remove(@By() actor: Actor, @Param('queryName') name: string): Promise<void> {
    await this.queries.remove(actor, name);
  }
}
