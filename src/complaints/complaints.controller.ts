import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import { AnswersPage, IdPipe, idPosition, pageOf, type Page } from '../platform/index.js';
import {
  AnswerComplaintRequest,
  CloseComplaintRequest,
  ComplaintsQuery,
  ComplaintView,
  toComplaintView,
} from './complaints.dto.js';
import { ComplaintsService } from './complaints.service.js';
import { photoTypes } from './photos/photo.js';
import { sendPhoto } from './photos/send-photo.js';

@ApiTags('complaints')
@Controller('api/v1/complaints')
export class ComplaintsController {
  constructor(private readonly complaints: ComplaintsService) {}

  /** Complaints about what you issued codes for, newest first; for a regulator, of those that it oversees. */
  @Allow('complaints.read')
  @Get()
  @AnswersPage(ComplaintView)
  async list(
    @By() actor: Actor,
    @Query() { state, kind, batchId, cursor, limit }: ComplaintsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<ComplaintView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    const complaints = await this.complaints.list(actor, { state, kind, batchId }, page);
    const positionAfter = ({ id }: { readonly id: string }) => [id];
    return pageOf(response, complaints, { limit, positionAfter, view: toComplaintView });
  }

  /**
   * One complaint.
   *
   * @param id - Our id of the complaint.
   */
  @Allow('complaints.read')
  @Get(':id')
  async get(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<ComplaintView> {
    return toComplaintView(await this.complaints.get(actor, id));
  }

  /**
   * A photo of a complaint, to be saved: strangers sent it, so no browser shows it as a page of ours.
   *
   * @param id - Our id of the complaint.
   * @param photoId - Our id of the photo.
   */
  @Allow('complaints.read')
  @ApiOkResponse({
    content: Object.fromEntries(
      photoTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
    ),
  })
  @Get(':id/photos/:photoId')
  async photo(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('photoId', IdPipe) photoId: string,
    @Res() response: Response,
  ): Promise<void> {
    sendPhoto(response, photoId, await this.complaints.photo(actor, id, photoId));
  }

  /**
   * Says that you have read a complaint about your goods; its consumer sees that.
   *
   * @param id - Our id of the complaint.
   */
  @Allow('complaints.write')
  @Post(':id/acknowledgement')
  @HttpCode(200)
  async acknowledge(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<ComplaintView> {
    return toComplaintView(await this.complaints.acknowledge(actor, id));
  }

  /**
   * Answers the consumer of a complaint about your goods.
   *
   * @param id - Our id of the complaint.
   */
  @Allow('complaints.write')
  @Post(':id/answer')
  @HttpCode(200)
  async answer(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { words }: AnswerComplaintRequest,
  ): Promise<ComplaintView> {
    return toComplaintView(await this.complaints.answer(actor, id, words));
  }

  /**
   * Closes a complaint about your goods. Nothing changes about it any more.
   *
   * @param id - Our id of the complaint.
   */
  @Allow('complaints.write')
  @Post(':id/closing')
  @HttpCode(200)
  async close(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { words }: CloseComplaintRequest,
  ): Promise<ComplaintView> {
    return toComplaintView(await this.complaints.close(actor, id, words));
  }
}
