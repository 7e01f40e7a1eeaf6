import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** The processes whose parent is this one. */
export function childrenOf(parent: number): number[] {
  const pairs = process.platform === 'linux' ? parentsByProc() : parentsByPs();
  return pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid);
}

type PidAndParent = readonly [pid: number, parent: number];

/** Slim images have no `ps`. */
function parentsByProc(): PidAndParent[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      // The name, in parentheses, may hold anything.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
      return [[Number(pid), Number(stat.split(' ')[1])] as const];
    } catch {
      return []; // gone meanwhile
    }
  });
}

function parentsByPs(): PidAndParent[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).split('\n');
  return lines.map((line) => {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    return [pid, parent] as const;
  });
}

export function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
