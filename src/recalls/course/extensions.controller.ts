import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, By, type Actor } from '../../access/index.js';
import { IdPipe } from '../../platform/index.js';
import { RecallScopeView, toRecallScopeView } from '../recalls.dto.js';
import { AskExtensionRequest, DecideExtensionRequest } from './extensions.dto.js';
import { ExtensionsService } from './extensions.service.js';

@ApiTags('recalls')
@Controller('api/v1/recalls/:id/extensions')
export class ExtensionsController {
  constructor(private readonly extensions: ExtensionsService) {}

  /**
   * Asks, as the owner of a recall, for more time to complete it. The day moves once an authority consents.
   *
   * @param id - Our id of the recall.
   */
  @Allow('recalls.write')
  @Post()
  async ask(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() request: AskExtensionRequest,
  ): Promise<RecallScopeView> {
    return toRecallScopeView(await this.extensions.ask(actor, id, request));
  }

  /**
   * Consents, as an authority over the owner, or does not.
   *
   * @param id - Our id of the recall.
   * @param extensionId - Our id of the extension.
   */
  @Allow('recalls.oversee')
  @Post(':extensionId/decision')
  @HttpCode(200)
  async decide(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('extensionId', IdPipe) extensionId: string,
    @Body() { granted, word }: DecideExtensionRequest,
  ): Promise<RecallScopeView> {
    const decision = { isGranted: granted, word: word ?? null };
    return toRecallScopeView(await this.extensions.decide(actor, [id, extensionId], decision));
  }
}
