import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { AnswersPage, idPosition, pageOf, type Page } from '../platform/index.js';
import { AuditEntryView, AuditQuery, toAuditEntryView, toEntryFilter } from './audit.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /**
   * Who did or read what, when, from where and with which credential, newest first: requests under the credentials of your
   * organisation, refused ones included, and what the operator did to it at the command line.
   */
  @Allow('audit.read')
  @Get()
  @AnswersPage(AuditEntryView)
  async list(
    @By() actor: Actor,
    @Query() query: AuditQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<AuditEntryView>> {
    const { limit, cursor } = query;
    const page = { before: idPosition(cursor), limit: limit + 1 };
    const entries = await this.audit.list(actor, toEntryFilter(query), page);
    return pageOf(response, entries, {
      limit,
      positionAfter: ({ entry }) => [entry.id],
      view: toAuditEntryView,
    });
  }
}
