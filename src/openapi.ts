import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The API's description. Complete only from the built application: the build turns comments into it. */
export function apiDescription(app: INestApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Furrow')
    .setDescription('Food and agricultural product traceability: batches, codes, events, recalls.')
    .setVersion('0.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key: fk_...' })
    .build();
  return SwaggerModule.createDocument(app, settings, {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '').replace(/^./, (first) => first.toLowerCase())}${method.replace(/^./, (first) => first.toUpperCase())}`,
  });
}

/** Swagger UI at /docs and the document at /openapi.json, made when first asked for. */
export function describeApi(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => apiDescription(app), { jsonDocumentUrl: 'openapi.json' });
}
