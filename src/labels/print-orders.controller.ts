import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { IdPipe, type KnownSender } from '../platform/index.js';
import { AnswersFile } from './file-answer.js';
import {
  fileNumber,
  OrderPrintRequest,
  PrintOrderView,
  toPrintOrderView,
} from './print-orders.dto.js';
import { PrintOrdersService } from './print-orders.service.js';

const csv = 'text/csv; charset=utf-8; header=present';

/** Codes for print houses. */
@ApiTags('labels')
@Controller('api/v1')
export class PrintOrdersController {
  constructor(private readonly orders: PrintOrdersService) {}

  /**
   * Orders files with the codes of a run for a print house. The answer is their manifest.
   *
   * @param id - The `runId` that issuing answered.
   */
  @Allow('labels.write')
  @Post('code-runs/:id/print-orders')
  async order(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() request: OrderPrintRequest,
  ): Promise<PrintOrderView> {
    const { qrCase = 'upper', language = 'zh-CN' } = request;
    return toPrintOrderView(await this.orders.order(actor, id, { ...request, qrCase, language }));
  }

  /**
   * The manifest of a print order of yours.
   *
   * @param id - Our id of the order.
   */
  @Allow('labels.read')
  @Get('print-orders/:id')
  async get(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<PrintOrderView> {
    return toPrintOrderView(await this.orders.get(actor, id));
  }

  /**
   * One file of a print order, the same bytes each time. `Repr-Digest` (RFC 9530) tells its SHA-256 as the manifest does; a
   * download that breaks off is not whole.
   *
   * @param id - Our id of the order.
   * @param file - Its number in the manifest, from 1.
   */
  @Allow('labels.read')
  @Get('print-orders/:id/files/:file')
  @AnswersFile(csv)
  async file(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('file') file: string,
    @Req() request: KnownSender,
    @Res() response: Response,
  ): Promise<void> {
    const number = fileNumber(file);
    const { told, pieces } = await this.orders.file(actor, id, number);
    response.set({
      'Content-Type': csv,
      'Content-Length': String(told.bytes),
      'Content-Disposition': `attachment; filename="${id}-${number}.csv"`,
      'Repr-Digest': `sha-256=:${Buffer.from(told.sha256, 'hex').toString('base64')}:`,
      'Cache-Control': 'no-store',
    });
    await request.putOnRecord?.();
    await pipeline(pieces, response).catch(unlessGone);
  }
}

/** Whoever leaves before the end is no failure of ours. */
function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
