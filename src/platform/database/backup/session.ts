import pg from 'pg';

/** Text forms are fixed, since what one session wrote another reads, perhaps on another server. */
const settings = [
  "SET TimeZone = 'UTC'",
  "SET DateStyle = 'ISO, YMD'",
  "SET IntervalStyle = 'postgres'",
  "SET client_encoding = 'UTF8'",
  // Without this, a policy that hides rows from this login would make a backup that silently lacks them.
  'SET row_security = off',
];

export async function openPlainSession(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name });
  client.on('error', () => undefined); // the statement under way fails and says so
  await client.connect();
  await client.query(settings.join('; '));
  return client;
}
