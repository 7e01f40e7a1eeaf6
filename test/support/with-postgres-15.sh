#!/usr/bin/env bash
# Runs a command with DATABASE_URL pointing at a throw-away PostgreSQL 15 (the oldest we support), then stops it.
set -euo pipefail
bin=${FURROW_POSTGRES_BIN:-/usr/lib/postgresql/15/bin}
home=$(mktemp -d)
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
as_server() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  chown nobody "$home"
  as_server() { setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; }
fi
chmod 755 "$home"
as_server "$bin/initdb" -D "$home/db" -U furrow --locale=C -E UTF8 --auth=trust --no-sync >/dev/null
as_server "$bin/pg_ctl" -D "$home/db" -w -l "$home/log" -s \
  -o "-p $port -h 127.0.0.1 -k $home -c fsync=off -c max_connections=200" start
trap 'as_server "$bin/pg_ctl" -D "$home/db" -s -m immediate stop; rm -rf "$home"' EXIT
DATABASE_URL="postgres://furrow@127.0.0.1:$port/postgres" "$@"
