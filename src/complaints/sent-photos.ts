import { faultyRequest } from '../kernel/index.js';
import { formPartsMax, type SentFile } from '../platform/index.js';

/** As forms with files are read. */
export const photosMax = { count: formPartsMax.files, bytes: formPartsMax.fileBytes } as const;

/** The bytes of the photos of a form; its files have no other field. */
export function readSentPhotos(files: readonly SentFile[] = []): Buffer[] {
  const stray = files.find(({ field }) => field !== 'photos');
  if (stray !== undefined) {
    throw faultyRequest([{ pointer: `/${stray.field}`, detail: 'is not read here; remove it' }]);
  }
  return files.map(({ bytes }) => bytes);
}
