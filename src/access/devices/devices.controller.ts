import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  Req,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  AnswersPage,
  IdPipe,
  idPosition,
  pageOf,
  PageQuery,
  Public,
  ShownOnce,
  type Page,
  type KnownSender,
} from '../../platform/index.js';
import type { Actor } from '../actor.js';
import { Allow, By } from '../allow.js';
import {
  DeviceView,
  EnrolDeviceRequest,
  NewDeviceView,
  RegisterDeviceRequest,
  toDeviceView,
  toNewDeviceView,
} from './devices.dto.js';
import { DevicesService } from './devices.service.js';
import { EnrolmentService } from './enrolment.service.js';

@ApiTags('devices')
@Controller('api/v1/devices')
export class DevicesController {
  constructor(
    private readonly devices: DevicesService,
    private readonly enrolment: EnrolmentService,
  ) {}

  /** Makes the code with which a device of your organisation enrols. The answer is the only place where it is shown. */
  @Allow('devices.manage')
  @ShownOnce()
  @Post()
  async register(
    @By() actor: Actor,
    @Body() request: RegisterDeviceRequest,
  ): Promise<NewDeviceView> {
    return toNewDeviceView(await this.devices.register(actor, request));
  }

  /** The devices of your organisation, newest first, those that wait and those that ended included. */
  @Allow('devices.manage')
  @Get()
  @AnswersPage(DeviceView)
  async list(
    @By() actor: Actor,
    @Query() { limit, cursor }: PageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Page<DeviceView>> {
    const page = { before: idPosition(cursor), limit: limit + 1 };
    const devices = await this.devices.list(actor, page);
    return pageOf(response, devices, {
      limit,
      positionAfter: ({ id }) => [id],
      view: toDeviceView,
    });
  }

  /**
   * Ends a device at once, or the code of one that waits to be enrolled.
   *
   * @param id - Our id of the device.
   */
  @Allow('devices.manage')
  @Delete(':id')
  @HttpCode(204)
  async revoke(@By() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    await this.devices.revoke(actor, id);
  }

  /**
   * Enrols a device with its code. The device asks this itself, without a key; what does not hold is refused (401) without
   * saying what.
   *
   * @param id - Our id of the device, shown with its code.
   */
  @Public()
  @Post(':id/enrolment')
  async enrol(
    @Param('id') id: string,
    @Body() { code, publicKey, proof }: EnrolDeviceRequest,
    @Req() request: KnownSender,
  ): Promise<DeviceView> {
    const device = await this.enrolment.enrol({ id, code, publicKey, proof });
    const { organisationId } = device;
    request.audited = { action: 'enrol', organisationId, credential: `device/${device.id}` };
    return toDeviceView(device);
  }
}
