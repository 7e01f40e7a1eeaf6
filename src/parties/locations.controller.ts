import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { AnswersPage, IdPipe, idPosition, pageOf, type Page } from '../platform/index.js';
import {
  ChangeLocationRequest,
  LocationsQuery,
  LocationView,
  RegisterLocationRequest,
  toLocationView,
} from './locations.dto.js';
import { LocationsService } from './locations.service.js';

@ApiTags('locations')
@Controller('api/v1/locations')
export class LocationsController {
  constructor(private readonly locations: LocationsService) {}

  /** Registers a place of a party that you registered. */
  @Allow('locations.write')
  @Post()
  async register(
    @By() actor: Actor,
    @Body() request: RegisterLocationRequest,
  ): Promise<LocationView> {
    return toLocationView(await this.locations.register(actor, request));
  }

  /** Your locations, newest first. */
  @Allow('locations.read')
  @Get()
  @AnswersPage(LocationView)
  async list(
    @By() actor: Actor,
    @Query() { partyId, limit, cursor }: LocationsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<LocationView>> {
    const page = { partyId, before: idPosition(cursor), limit: limit + 1 };
    const places = await this.locations.list(actor, page);
    return pageOf(response, places, {
      limit,
      positionAfter: ({ id }) => [id],
      view: toLocationView,
    });
  }

  /**
   * One of your locations.
   *
   * @param id - Our id of the location.
   */
  @Allow('locations.read')
  @Get(':id')
  async get(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<LocationView> {
    return toLocationView(await this.locations.get(actor, id));
  }

  /**
   * Changes one of your locations. Its kind, its mixing and its parent stay.
   *
   * @param id - Our id of the location.
   */
  @Allow('locations.write')
  @Patch(':id')
  async change(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() request: ChangeLocationRequest,
  ): Promise<LocationView> {
    return toLocationView(await this.locations.change(actor, id, request));
  }
}
