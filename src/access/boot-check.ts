import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { publicRoute } from '../platform/index.js';
import { allowedAction } from './allow.js';

/** Refuses to start an application with a route that is neither public nor allowed to somebody. */
@Injectable()
export class BootCheck implements OnApplicationBootstrap {
  constructor(private readonly modules: ModulesContainer) {}

  onApplicationBootstrap(): void {
    const open = [...this.modules.values()]
      .flatMap(({ controllers }) => [...controllers.values()])
      .flatMap(({ metatype }) => (typeof metatype === 'function' ? unguarded(metatype) : []));
    if (open.length > 0) {
      throw new Error(`routes without @Allow or @Public: ${open.join(', ')}`);
    }
  }
}

function unguarded(controller: object & { name: string; prototype?: unknown }): string[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor' && isRoute(prototype[name]))
    .filter((name) => !says(prototype[name]) && !says(controller))
    .map((name) => `${controller.name}.${name}`);
}

function isRoute(member: unknown): member is object {
  return typeof member === 'function' && Reflect.hasMetadata(PATH_METADATA, member);
}

function says(target: unknown): boolean {
  const metadata = (key: string): unknown => Reflect.getMetadata(key, target as object);
  return metadata(publicRoute) !== undefined || metadata(allowedAction) !== undefined;
}
