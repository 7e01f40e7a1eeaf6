import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { Response } from 'express';
import type { LabelFile } from './label-file.js';

/** Describes an answer that is a file. */
export function AnswersFile(...mediaTypes: readonly string[]): MethodDecorator {
  const types = [...new Set(mediaTypes)].map((type) => type.split(';', 1)[0] ?? '');
  const schema = { type: 'string', format: 'binary' };
  return applyDecorators(ApiProduces(...types), ApiOkResponse({ schema }));
}

/** As a download: nothing of it is shown as a page of ours. `name` is of ids and numbers. */
export function sendFile(response: Response, name: string, file: LabelFile): void {
  response
    .set({
      'Content-Type': file.mediaType,
      'Content-Disposition': `attachment; filename="${name}.${file.extension}"`,
      'Cache-Control': 'no-store',
    })
    .send(file.bytes);
}
