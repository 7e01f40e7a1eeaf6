import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Costly, Public, type RawRequest } from '../platform/index.js';
import { ReceiptView, ReportForm, ReportRequest, toReceiptView } from './report.dto.js';
import { ReportsService } from './reports.service.js';
import { readSentPhotos } from './sent-photos.js';

/** For consumers, by the apps that they use; the page `/complaints/new` does the same without one. */
@ApiTags('complaints')
@Controller('api/v1')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  /**
   * Reports something wrong with goods, for anybody who has them. Who issued the code reads it, and so do the authorities that
   * oversee them. A code that nobody issued is taken and answered alike.
   */
  @Public()
  @Costly('complaint')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ReportForm })
  @Post('complaints')
  async report(
    @Body() request: ReportRequest,
    @Req() { sentFiles }: RawRequest,
  ): Promise<ReceiptView> {
    return toReceiptView(await this.reports.take(request, readSentPhotos(sentFiles)));
  }

  /**
   * What became of a complaint.
   *
   * @param number - The number that was answered to the report.
   */
  @Public()
  @Get('complaint-receipts/:number')
  async receipt(@Param('number') number: string): Promise<ReceiptView> {
    return toReceiptView(await this.reports.receipt(number));
  }

  /**
   * Erases contact and photos of a complaint. What was reported stays, and names nobody.
   *
   * @param number - The number that was answered to the report.
   */
  @Public()
  @Delete('complaint-receipts/:number/reporter')
  @HttpCode(204)
  async forget(@Param('number') number: string): Promise<void> {
    await this.reports.forget(number);
  }
}
