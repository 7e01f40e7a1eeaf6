import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Allow, By, type Actor } from '../../access/index.js';
import { speechIn } from '../catalogue/speech.js';
import { deskPage } from '../forms/desk-page.js';
import { DeskChoicesService } from './desk-choices.service.js';
import { readerOf, sendPage } from './reader.js';

/** The home of the desk, for whoever is signed in and may read. */
@ApiExcludeController()
@Controller('desk')
export class DeskController {
  constructor(private readonly offers: DeskChoicesService) {}

  @Allow('organisations.read')
  @Get()
  async home(@By() actor: Actor, @Req() request: Request, @Res() response: Response) {
    const reading = readerOf(request);
    const signedInAs = await this.offers.signedIn(actor, speechIn(reading.language));
    sendPage(response, reading, deskPage(reading, signedInAs));
  }
}
