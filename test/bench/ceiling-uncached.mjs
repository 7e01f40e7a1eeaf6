// Ceiling of lookup.uncached and the rows lookup.p99: node:http that sends the service's own named statement for each request, and answers
// the bytes that the service answered, made beforehand.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';

const [port, file, connectionString] = process.argv.slice(2);
const { statement, headers, bodies } = JSON.parse(readFileSync(file, 'utf8'));
const answers = new Map(Object.entries(bodies).map(([code, text]) => [code, Buffer.from(text)]));
const pool = new pg.Pool({ connectionString, max: 10, options: '-c role=furrow_public' });

createServer((request, response) => {
  const code = request.url.slice('/t/'.length);
  pool.query({ name: 'lookup', text: statement, values: [code] }, (error, result) => {
    const body = answers.get(result?.rows[0]?.code);
    if (body === undefined) throw error ?? new Error(`${code} is not among the answers`);
    response.writeHead(200, { ...headers, 'Content-Length': body.length }).end(body);
  });
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
