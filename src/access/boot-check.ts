import { Injectable, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { audienceOf } from './allow.js';

/** Refuses to start an application with a route that is neither public nor allowed to somebody. */
@Injectable()
export class BootCheck implements OnApplicationBootstrap {
  constructor(private readonly modules: ModulesContainer) {}

  onApplicationBootstrap(): void {
    const silent = [...this.modules.values()]
      .flatMap(({ controllers }) => [...controllers.values()])
      .flatMap(({ metatype }) => silentRoutes(metatype as Type));
    if (silent.length > 0) {
      throw new Error(`routes without @Allow or @Public: ${silent.join(', ')}`);
    }
  }
}

function silentRoutes(controller: Type): string[] {
  const prototype = controller.prototype as Record<string, object>;
  return new MetadataScanner()
    .getAllMethodNames(prototype)
    .filter((name) => {
      const method = prototype[name];
      if (method === undefined || !Reflect.hasMetadata(PATH_METADATA, method)) return false;
      return audienceOf(method, controller) === undefined;
    })
    .map((name) => `${controller.name}.${name}`);
}
