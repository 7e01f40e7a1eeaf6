import type { Response } from 'express';

/** Links to the next page as the EPCIS 2.0 REST binding does; without a token this page is the last. */
export function linkNext(response: Response, nextPageToken: string | undefined): void {
  if (nextPageToken === undefined) return;
  const url = new URL(response.req.originalUrl, 'http://self');
  url.searchParams.set('nextPageToken', nextPageToken);
  response.setHeader('Link', `<${url.pathname}${url.search}>; rel="next"`);
}
