import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { isUuid } from '../kernel/index.js';
import { AnswersPage, foreignCursor, pageOf, positionOf, type Page } from '../platform/index.js';
import { AuditEntryView, AuditQuery, toAuditEntryView, toEntryFilter } from './audit.dto.js';
import type { EntryPosition } from './audit.store.js';
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
    const page = { before: entryPosition(cursor), limit: limit + 1 };
    const entries = await this.audit.list(actor, toEntryFilter(query), page);
    return pageOf(response, entries, {
      limit,
      positionAfter: ({ entry }) => [entry.id, entry.organisationId],
      view: toAuditEntryView,
    });
  }
}

function entryPosition(cursor: string | undefined): EntryPosition | undefined {
  const position = positionOf(cursor, 2);
  if (position === undefined) return undefined;
  const [id = '', organisationId = ''] = position;
  if (isUuid(id) && isUuid(organisationId)) return { id, organisationId };
  throw foreignCursor();
}
