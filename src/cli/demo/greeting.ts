import QRCode from 'qrcode';
import { demoKeys } from './people.js';

/** Codes to look at first. */
export interface ShownCodes {
  /** Of the batch with the longest journey. */
  readonly journey: string;
  /** Of a batch that is recalled. */
  readonly recalled: string | undefined;
  /** A shipping, of which its two sides are told different things. */
  readonly shipping: string;
}

/** What the terminal says when the demo is ready: where to look, and with which keys. */
export async function greeting(baseUrl: string, shown: ShownCodes): Promise<string> {
  const page = `${baseUrl}/t/${shown.journey}`;
  const symbol = await QRCode.toString(page, { type: 'terminal', small: true });
  return [
    '',
    symbol,
    `  Consumer page     ${page}`,
    ...(shown.recalled === undefined ? [] : [`  A recalled batch  ${baseUrl}/t/${shown.recalled}`]),
    `  Home              ${baseUrl}/`,
    `  Producer's desk   ${baseUrl}/desk/batches/new`,
    `  Carrier's scan    ${baseUrl}/scan`,
    `  API               ${baseUrl}/docs  ${baseUrl}/openapi.json`,
    '',
    '  One shipping, two sides: the producer reads its price, the retailer who took it does not, others get 404.',
    `    curl ${baseUrl}/api/v1/events/${shown.shipping} -H 'Authorization: Bearer fk_demo_producer'  # or fk_demo_retailer`,
    '',
    '  Demo keys (this database only; refused with NODE_ENV=production). Sign in to the desk with one of them:',
    ...demoKeys.map(({ key, of }) => `    ${key.padEnd(20)} ${of}`),
    '',
  ].join('\n');
}
