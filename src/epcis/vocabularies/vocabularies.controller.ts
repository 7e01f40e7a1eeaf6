import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { formatInstant } from '../../kernel/index.js';
import { Clock } from '../../platform/index.js';
import { exactJson } from '../json/exact-json.js';
import { jsonTypes } from '../rest/media-types.js';
import { linkNext } from '../rest/next-page.js';
import { QueryParameters } from '../rest/query-parameters.js';
import { VocabulariesService } from './vocabularies.service.js';
import { readVocabularyQuery, vocabularyParameters } from './vocabulary-query.js';
import { writeVocabularyDocument } from './write-vocabularies.js';

/** Master data in the form of EPCIS. The standard has SimpleMasterDataQuery for it, and no binding to REST. */
@ApiTags('epcis')
@Controller('epcis')
export class VocabulariesController {
  constructor(
    private readonly vocabularies: VocabulariesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Master data (`SimpleMasterDataQuery`): your own products, locations and parties, each with its attributes in the words of
   * CBV and locations with what lies within them, and what you sent in headers of documents. All parameters have to hold; several values of one are alternatives.
   * Queries of events find by the same attributes, as `EQATTR_bizLocation_cbvmda:site` does.
   */
  @Allow('vocabularies.read')
  @QueryParameters(vocabularyParameters)
  @ApiProduces(...jsonTypes)
  @ApiOkResponse({ schema: { type: 'object', description: 'An EPCISQueryDocument.' } })
  @Get('vocabularies')
  async elements(
    @By() actor: Actor,
    @Query() parameters: Record<string, unknown>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const query = readVocabularyQuery(parameters);
    const { parts, nextPageToken } = await this.vocabularies.elements(actor, query);
    response.type(request.accepts(jsonTypes) || 'application/json');
    linkNext(response, nextPageToken);
    return exactJson(writeVocabularyDocument(parts, query, formatInstant(this.clock.now(), 0)));
  }
}
