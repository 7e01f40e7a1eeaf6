// Row about starting: from the process's first moment to the line that says it is ready. No ceiling, no floor.
import { rmSync } from 'node:fs';
import { newFolder, startService } from './service.mjs';

const laterStarts = 3;

export const startRow = { name: 'start', measure };

/** Seconds of a start on an empty folder (a new database, all migrations), and of starts on the same one later. */
async function measure() {
  const folder = await newFolder();
  try {
    const first = await secondsToReady(folder);
    const later = [];
    for (let i = 0; i < laterStarts; i += 1) later.push(await secondsToReady(folder));
    return { first, later: later.sort((a, b) => a - b)[Math.floor(laterStarts / 2)] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function secondsToReady(folder) {
  const service = await startService(folder, []);
  await service.stop();
  return service.startedIn / 1_000;
}
