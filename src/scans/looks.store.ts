import type { Reader } from '../platform/index.js';
import { sessionMinutes, type Look } from './look.js';

/**
 * Notes that a code was looked at for the first time, and says when that was: now, or at the moment that somebody else
 * noted before. Undefined where another one is noting it at this very moment: ask again.
 */
export async function noteFirstLook(
  reader: Reader,
  code: string,
  at: Date,
): Promise<Date | undefined> {
  const rows = await reader.named<{ at: Date }>(
    'scan-first',
    `WITH noted AS (
       INSERT INTO scan_mark (code, first_at) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING RETURNING first_at)
     SELECT first_at AS at FROM noted UNION ALL SELECT first_at FROM scan_mark WHERE code = $1 LIMIT 1`,
    [code, at],
  );
  return rows[0]?.at;
}

/**
 * Writes looks, one of each device and code; those at a code that was never issued are left out. A look soon after the
 * last one belongs to its session. What comes late, from a process that could not write, moves nothing back.
 */
export async function writeLooks(reader: Reader, looks: readonly Look[]): Promise<void> {
  await reader.named(
    'scan-looks',
    `INSERT INTO scan_device AS known
       (code, device, first_at, last_at, verdict, region, latitude, longitude)
     SELECT look.code, decode(device, 'hex'), at, at, verdict, region, latitude, longitude
     FROM json_to_recordset($1) AS look (code text, device text, at timestamptz, verdict text,
       region text, latitude numeric, longitude numeric)
     JOIN code ON code.code = look.code COLLATE "C"
     ORDER BY look.code, device
     ON CONFLICT (code, device) DO UPDATE SET
       sessions = known.sessions
         + (excluded.last_at - known.last_at > make_interval(mins => ${sessionMinutes}))::int,
       is_new = known.is_new OR excluded.verdict <> known.verdict
         OR excluded.region IS DISTINCT FROM known.region
         OR excluded.last_at - known.last_at > make_interval(mins => ${sessionMinutes}),
       verdict = excluded.verdict, region = excluded.region,
       latitude = excluded.latitude, longitude = excluded.longitude,
       last_at = excluded.last_at
     WHERE excluded.last_at > known.last_at`,
    [JSON.stringify(looks.map(flat))],
  );
}

function flat({ code, device, at, verdict, place }: Look) {
  return { code, device: device.toString('hex'), at, verdict, ...place };
}

/** The salt of a month, which the first who needs it brings. */
export async function saltOf(reader: Reader, month: string, fresh: Buffer): Promise<Buffer> {
  for (;;) {
    const rows = await reader.query<{ salt: Buffer }>(
      `WITH noted AS (
         INSERT INTO scan_salt (month, salt) VALUES ($1, $2) ON CONFLICT (month) DO NOTHING RETURNING salt)
       SELECT salt FROM noted UNION ALL SELECT salt FROM scan_salt WHERE month = $1 LIMIT 1`,
      [month, fresh],
    );
    if (rows[0] !== undefined) return rows[0].salt;
  }
}
