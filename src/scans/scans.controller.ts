import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { AnswersPage, IdPipe, idPosition, pageOf, type Page } from '../platform/index.js';
import { AlertsQuery, ScanAlertView, toScanAlertView } from './scan-alerts.dto.js';
import { ScanSettingsRequest, ScanSettingsView, toScanSettingsView } from './scan-settings.dto.js';
import { ScansQuery, ScansView, toScanDayView } from './scans.dto.js';
import { ScansService } from './scans.service.js';

/** What consumers' looks at one's codes come to. */
@ApiTags('scans')
@Controller('api/v1')
export class ScansController {
  constructor(private readonly scans: ScansService) {}

  /**
   * How often consumers looked at the codes of a batch, by day and region. Yours, or one in your jurisdiction.
   *
   * @param batchId - Our id of the batch.
   */
  @Allow('scans.read')
  @Get('batches/:id/scans')
  async days(
    @By() actor: Actor,
    @Param('id', IdPipe) batchId: string,
    @Query() query: ScansQuery,
  ): Promise<ScansView> {
    const { from, to, days } = await this.scans.days(actor, batchId, query);
    const sessions = days.reduce((sum, day) => sum + day.sessions, 0);
    return { ...{ batchId, from, to, sessions }, days: days.map(toScanDayView) };
  }

  /** What looks at codes showed, newest first: of yours, and for a regulator of those that it oversees. */
  @Allow('scans.read')
  @Get('scan-alerts')
  @AnswersPage(ScanAlertView)
  async alerts(
    @By() actor: Actor,
    @Query() { open, signal, cursor, limit }: AlertsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<ScanAlertView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    const alerts = await this.scans.alerts(actor, { open, signal }, page);
    const positionAfter = ({ id }: { readonly id: string }) => [id];
    return pageOf(response, alerts, { limit, positionAfter, view: toScanAlertView });
  }

  /**
   * Takes note of an alert of yours. It goes on counting.
   *
   * @param id - Our id of the alert.
   */
  @Allow('scans.write')
  @Post('scan-alerts/:id/acknowledgement')
  @HttpCode(200)
  async acknowledge(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<ScanAlertView> {
    return toScanAlertView(await this.scans.acknowledge(actor, id));
  }

  /**
   * When what is seen of the codes of one of your products is worth a word.
   *
   * @param productId - Our id of the product.
   */
  @Allow('scans.read')
  @Get('products/:id/scan-settings')
  async settings(
    @By() actor: Actor,
    @Param('id', IdPipe) productId: string,
  ): Promise<ScanSettingsView> {
    return toScanSettingsView(await this.scans.thresholds(actor, productId));
  }

  /**
   * Says when it is. What you leave out is as usual again.
   *
   * @param productId - Our id of the product.
   */
  @Allow('scans.write')
  @Put('products/:id/scan-settings')
  async set(
    @By() actor: Actor,
    @Param('id', IdPipe) productId: string,
    @Body() request: ScanSettingsRequest,
  ): Promise<ScanSettingsView> {
    return toScanSettingsView(await this.scans.setThresholds(actor, productId, request));
  }
}
