// Ceiling of the rows about queries: node:http that sends the statements of one recorded answer, one after the other as the
// service does, and answers the bytes that the service answered.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';

const [port, file, connectionString] = process.argv.slice(2);
const { statements, text } = JSON.parse(readFileSync(file, 'utf8'));
const body = Buffer.from(text);
const client = new pg.Client({ connectionString, options: '-c role=furrow_app' });
await client.connect();

createServer(async (_, response) => {
  for (const { text: sql, name, values } of statements) {
    await (values.length === 0 ? client.query(sql) : client.query({ text: sql, name, values }));
  }
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
  response.writeHead(200, headers).end(body);
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
