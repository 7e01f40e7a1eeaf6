import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

/** Describes a list's answer: `Page` is an interface, which leaves nothing at run time to describe it by. */
export function AnswersPage(view: Type): MethodDecorator {
  const description = 'Entries of this page.';
  const items = { type: 'array', description, items: { $ref: getSchemaPath(view) } };
  const schema = { type: 'object', required: ['items'], properties: { items } };
  return applyDecorators(ApiExtraModels(view), ApiOkResponse({ schema }));
}

/** Describes an answer that shows more of a thing to some than to others. */
export function AnswersEither(...views: Type[]): MethodDecorator {
  const schema = { anyOf: views.map((view) => ({ $ref: getSchemaPath(view) })) };
  return applyDecorators(ApiExtraModels(...views), ApiOkResponse({ schema }));
}
