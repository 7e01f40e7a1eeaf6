import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, By, type Actor } from '../access/index.js';
import {
  AnswersPage,
  IdPipe,
  idPosition,
  pageOf,
  PageQuery,
  ShownOnce,
  type Page,
} from '../platform/index.js';
import {
  FirstOwnerCodeView,
  FirstOwnerRequest,
  IntroduceRequest,
  NewSupplierView,
  SupplierView,
  toFirstOwnerCodeView,
  toSupplierView,
} from './suppliers.dto.js';
import { SuppliersService } from './suppliers.service.js';

@ApiTags('suppliers')
@Controller('api/v1/suppliers')
export class SuppliersController {
  constructor(private readonly suppliers: SuppliersService) {}

  /**
   * Opens an account for an organisation that you take goods from, with a code for its first owner, which is told this once.
   * It is that organisation's own: you keep no right over it.
   */
  @Allow('suppliers.manage')
  @ShownOnce()
  @Post()
  async introduce(@By() actor: Actor, @Body() request: IntroduceRequest): Promise<NewSupplierView> {
    const { supplier, code } = await this.suppliers.introduce(actor, request);
    return { ...toSupplierView(supplier), code };
  }

  /** Whom your organisation brought in, newest first. */
  @Allow('suppliers.read')
  @Get()
  @AnswersPage(SupplierView)
  async list(
    @By() actor: Actor,
    @Query() { limit, cursor }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<SupplierView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    return pageOf(response, await this.suppliers.list(actor, page), {
      limit,
      positionAfter: ({ id }) => [id],
      view: toSupplierView,
    });
  }

  /**
   * Makes a new code for the first owner of somebody whom you brought in, as long as nobody has joined; the code before ends.
   * It is told this once.
   *
   * @param id - Our id of the party that the supplier is.
   */
  @Allow('suppliers.manage')
  @ShownOnce()
  @Post(':id/invitations')
  async invite(
    @By() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { ownerName }: FirstOwnerRequest,
  ): Promise<FirstOwnerCodeView> {
    return toFirstOwnerCodeView(await this.suppliers.invite(actor, id, ownerName));
  }
}
