import QRCode from 'qrcode';
import { demoKeys } from './seed.js';

/** What the terminal says when the demo is ready: where to look, and with which keys. */
export async function greeting(baseUrl: string, code: string): Promise<string> {
  const page = `${baseUrl}/t/${code}`;
  const symbol = await QRCode.toString(page, { type: 'terminal', small: true });
  return [
    '',
    symbol,
    `  Consumer page     ${page}`,
    `  Home, scan, desk  ${baseUrl}/  ${baseUrl}/scan  ${baseUrl}/desk/batches/new`,
    `  API               ${baseUrl}/docs  ${baseUrl}/openapi.json`,
    '',
    '  Demo keys (this database only; refused with NODE_ENV=production):',
    ...demoKeys.map((key) => `    ${key}`),
    '',
  ].join('\n');
}
