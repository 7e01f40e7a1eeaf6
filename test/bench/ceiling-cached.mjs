// Ceiling of lookup.cached and lookup.forged: node:http that answers each request with the same static bytes.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, file] = process.argv.slice(2);
const { status, headers, bodies } = JSON.parse(readFileSync(file, 'utf8'));
const body = Buffer.from(Object.values(bodies)[0]);
const sent = { ...headers, 'Content-Length': body.length };

createServer((request, response) => {
  response.writeHead(status, sent).end(body);
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
