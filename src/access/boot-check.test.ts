import { expect, test } from '@jest/globals';
import { Controller, Get, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Public } from '../platform/index.js';
import { Allow } from './allow.js';
import { BootCheck } from './boot-check.js';

@Controller('guarded')
class GuardedController {
  @Allow('keys.manage')
  @Get()
  allowed(): void {}

  @Public()
  @Get('open')
  open(): void {}

  /** No route, so it needs to say nothing. */
  inner(): void {}
}

@Public()
@Controller('public')
class PublicController {
  @Get()
  open(): void {}
}

@Controller('silent')
class SilentController {
  @Get()
  forgotten(): void {}
}

@Controller('heir')
class HeirController extends SilentController {}

async function boot(controller: Type): Promise<void> {
  class App {}
  Module({ controllers: [controller], providers: [BootCheck] })(App);
  const app = await NestFactory.createApplicationContext(App, {
    logger: false,
    abortOnError: false,
  });
  await app.close();
}

test.each([GuardedController, PublicController])(
  'an application starts with %p, whose routes all say whom they are for',
  async (controller) => {
    await expect(boot(controller)).resolves.toBeUndefined();
  },
);

test.each([SilentController, HeirController])(
  'an application does not start with %p, which has a route that says nothing',
  async (controller) => {
    await expect(boot(controller)).rejects.toThrow(
      `routes without @Allow or @Public: ${controller.name}.forgotten`,
    );
  },
);
