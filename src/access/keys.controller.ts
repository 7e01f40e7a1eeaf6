import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersPage, type Page, ShownOnce } from '../platform/index.js';
import type { Actor } from './actor.js';
import { Allow, By } from './allow.js';
import {
  CreateKeyRequest,
  IssuedKeyView,
  KeyView,
  toIssuedKeyView,
  toKeyView,
} from './keys.dto.js';
import { KeysService } from './keys.service.js';

@ApiTags('keys')
@Controller('api/v1/keys')
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  /** Makes a key of your organisation, with any scopes. The answer is the only place where it is shown whole. */
  @Allow('keys.manage')
  @ShownOnce()
  @Post()
  async create(@By() actor: Actor, @Body() request: CreateKeyRequest): Promise<IssuedKeyView> {
    return toIssuedKeyView(await this.keys.issue(actor, request));
  }

  /** The keys of your organisation, newest first, ended ones included. */
  @Allow('keys.manage')
  @Get()
  @AnswersPage(KeyView)
  async list(@By() actor: Actor): Promise<Page<KeyView>> {
    return { items: (await this.keys.list(actor)).map(toKeyView) };
  }

  /**
   * Ends a key at once. It may be the one that you send.
   *
   * @param id - Public part of the key, as it stands in the audit and in logs.
   */
  @Allow('keys.manage')
  @Delete(':id')
  @HttpCode(204)
  async revoke(@By() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.keys.revoke(actor, id);
  }
}
