import type { Response } from 'express';
import type { Photo, PhotoType } from './photo.js';

const endings: Readonly<Record<PhotoType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/** To be saved, not shown, and by nobody taken for anything else than the picture that it is. */
export function sendPhoto(response: Response, id: string, { mediaType, bytes }: Photo): void {
  response
    .set({
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename="${id}.${endings[mediaType]}"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    })
    .send(bytes);
}
