import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { doorModels, doorPaths } from './lookup/index.js';
import { completed } from './openapi-document.js';

/** The API's description. Complete only from the built application: the build turns comments into it. */
export function apiDescription(app: INestApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Furrow')
    .setDescription(
      'Food and agricultural product traceability: batches, codes, events, recalls. Press *Authorize* and paste a ' +
        'key. Each refusal names its kind: [what they mean](/problems).',
    )
    .setVersion('0.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description: 'An API key (fk_...), or a token that an enrolled device signed.',
    })
    .build();
  const document = SwaggerModule.createDocument(app, settings, {
    operationIdFactory: operationIdOf,
    extraModels: doorModels,
  });
  return completed({ ...document, paths: { ...doorPaths, ...document.paths } });
}

/**
 * What Swagger UI may do: run its own files and ask this service. Its page has a style sheet inside and it writes style
 * attributes, so styles alone may stand inline.
 */
const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Swagger UI at /docs and the document at /openapi.json, made when first asked for. */
export function describeApi(app: INestApplication): void {
  app.use('/docs', (_request: Request, response: Response, next: NextFunction) => {
    response.set('Content-Security-Policy', docsPolicy);
    next();
  });
  SwaggerModule.setup('docs', app, () => apiDescription(app), {
    jsonDocumentUrl: 'openapi.json',
    // Swagger UI leaves operations out where it would show more than some 125 at once.
    swaggerOptions: { docExpansion: 'none' },
  });
}

/** `PartiesController.list` is `partiesList`. */
function operationIdOf(controller: string, method: string): string {
  const noun = controller.replace(/Controller$/, '');
  return (
    noun.charAt(0).toLowerCase() + noun.slice(1) + method.charAt(0).toUpperCase() + method.slice(1)
  );
}
