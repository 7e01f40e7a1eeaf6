// Where processes run: on which core and port, and how much of the core they used. Linux only: `taskset` and /proc.
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** The server under test, or the ceiling, has this core to itself. */
const serverCore = '0';
/** The database, the load and this program. */
export const otherCore = '1';

const ticksPerSecond = 100;

/** What `npm start` tells Node: the service and the ceilings run under the same collector of garbage. */
const nodeFlags = JSON.parse(readFileSync('package.json', 'utf8')).scripts.start.match(/--\S+/g);

/** Starts Node on the server's core. */
export function spawnServer(args, options) {
  return spawn('taskset', ['-c', serverCore, process.execPath, ...nodeFlags, ...args], options);
}

/** Runs Node there to its end; answers what it printed. */
export function runServer(args) {
  return runOn(serverCore, process.execPath, [...nodeFlags, ...args]);
}

export function runOn(core, command, args, options) {
  return execFileSync('taskset', ['-c', core, command, ...args], { encoding: 'utf8', ...options });
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Moves a running process with all its threads and children; what it starts later follows. */
export function moveTo(core, pid) {
  for (const id of [pid, ...childrenOf(pid)])
    execFileSync('taskset', ['-a', '-cp', core, String(id)], { stdio: 'ignore' });
}

/** Microseconds of processor time that all threads of a process have used. */
export function cpuOf(pid) {
  const fields = statOf(pid);
  return ((Number(fields[11]) + Number(fields[12])) * 1e6) / ticksPerSecond;
}

function childrenOf(pid) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return statOf(name)[1] === String(pid);
      } catch {
        return false; // it has ended meanwhile
      }
    });
}

/** Fields of /proc/PID/stat after the name, which may hold anything. */
function statOf(pid) {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
}
