import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUuid, notFound, Problem } from '../../kernel/index.js';

/**
 * An id of ours in a path. What has another shape names nothing, and is answered as that. Books know ids by their text, so
 * capitals are written small.
 */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!isUuid(id)) throw new Problem(notFound, 'There is nothing with this id.');
    return id.toLowerCase();
  }
}
