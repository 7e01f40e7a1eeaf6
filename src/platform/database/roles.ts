import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { sqlState, sqlStateOf } from './sqlstate.js';

/**
 * The roles of the database, none of which logs in. `furrow_owner` owns the tables; `furrow_app` serves requests, and row
 * security shows it one organisation's rows; `furrow_fold` is furrow_app that sees all and may also write state tables;
 * `furrow_trace` reads the record and its state beyond one's own; `furrow_gate` finds out who is asking; `furrow_keeper`
 * takes away what is past its period; `furrow_public` is the anonymous door.
 */
const roles = [
  ...(['furrow_owner', 'furrow_app', 'furrow_fold'] as const),
  ...(['furrow_trace', 'furrow_gate', 'furrow_keeper', 'furrow_public'] as const),
] as const;

/** Who becomes what: the fold can do all the app can, and each login may take the roles it works as. */
function memberships(ownerLogin: string, serviceLogin: string): [role: string, member: string][] {
  return [
    ['furrow_app', 'furrow_fold'],
    ['furrow_owner', ownerLogin],
    ...roles
      .filter((role) => role !== 'furrow_owner')
      .map((role): [string, string] => [role, serviceLogin]),
  ];
}

/**
 * Makes what the server lacks of the roles and memberships. They belong to the whole server, not to one database: another
 * database's migration may have made them, or may be making them now, so losing to it means looking again.
 */
export async function ensureRoles(owner: pg.Client, serviceLogin: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await makeMissing(owner, serviceLogin);
    } catch (cause) {
      const state = sqlStateOf(cause) ?? '';
      if (state === sqlState.insufficientPrivilege) {
        throw new Error(forbidden(owner.user ?? '', serviceLogin), { cause });
      }
      if (!collisions.includes(state) || tries === 10) throw cause;
      await pause(Math.random() * 20 * tries);
    }
  }
}

/** XX000 is how PostgreSQL says "tuple concurrently updated" of its own catalogue. */
const collisions: readonly string[] = [sqlState.duplicateObject, sqlState.uniqueViolation, 'XX000'];

async function makeMissing(owner: pg.Client, serviceLogin: string): Promise<void> {
  const present = await owner.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
  const names = new Set(present.rows.map((row) => row.rolname));
  for (const role of roles) {
    if (!names.has(role)) await owner.query(`CREATE ROLE ${role} NOLOGIN`);
  }
  for (const [role, member] of memberships(owner.user ?? '', serviceLogin)) {
    if (await mayBecome(owner, member, role)) continue;
    await owner.query(`GRANT ${role} TO ${owner.escapeIdentifier(member)}`);
  }
  await owner.query(
    `DO $$ BEGIN
       IF NOT has_schema_privilege('furrow_owner', 'public', 'CREATE WITH GRANT OPTION') THEN
         GRANT USAGE, CREATE ON SCHEMA public TO furrow_owner WITH GRANT OPTION;
       END IF;
     END $$`,
  );
}

/** From PostgreSQL 16 a member may be one that administers a role without being able to become it. */
async function mayBecome(owner: pg.Client, member: string, role: string): Promise<boolean> {
  const { rows } = await owner.query<{ may: boolean }>(
    `SELECT pg_has_role($1, $2, CASE WHEN current_setting('server_version_num')::int < 160000
                                     THEN 'MEMBER' ELSE 'SET' END) AS may`,
    [member, role],
  );
  return rows[0]?.may ?? false;
}

function forbidden(ownerLogin: string, serviceLogin: string): string {
  return (
    `The database login "${ownerLogin}" may not prepare the database. Let it own the database and have CREATEROLE, ` +
    'or let an administrator run once, in this database:\n' +
    roles.map((role) => `  CREATE ROLE ${role} NOLOGIN;\n`).join('') +
    memberships(ownerLogin, serviceLogin)
      .map(([role, member]) => `  GRANT ${role} TO "${member}";\n`)
      .join('') +
    '  GRANT USAGE, CREATE ON SCHEMA public TO furrow_owner WITH GRANT OPTION;'
  );
}
