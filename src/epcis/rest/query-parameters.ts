import { ApiQuery } from '@nestjs/swagger';

/** Describes the parameters of a query that its module reads itself: each name with what it means. */
export function QueryParameters(parameters: ReadonlyMap<string, string>): MethodDecorator {
  return (...target) => {
    for (const [name, description] of parameters) {
      ApiQuery({ name, description, required: false, schema: { type: 'string' } })(...target);
    }
  };
}
