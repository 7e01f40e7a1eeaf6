// Rows about how long a lookup takes: at as much as the service answers, at half of that, and at half while a million codes are issued.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { answersOf, itemCodes, startCeiling } from './door.mjs';
import { beginIssuing, endOfIssuing } from './issue-row.mjs';
import { load } from './load.mjs';

const codesAsked = 10_000;
const seconds = 4;
const connections = 32;
const unit = 'us, 99 in 100';

const full = { think: () => 0 };
// Of connections that rest twice as long as all of them take at full load, half as much comes.
const half = { think: (perSecond) => (2_000 * connections) / perSecond };
const issuing = { ...half, isIssuing: true };

export const latencyRows = [
  { name: 'lookup.p99.full', unit, prepare: (...at) => prepare(...at, full) },
  { name: 'lookup.p99.half', unit, prepare: (...at) => prepare(...at, half) },
  { name: 'lookup.p99.issuing', unit, rounds: 3, prepare: (...at) => prepare(...at, issuing) },
];

async function prepare(service, atEnd, { think, isIssuing = false }) {
  const codes = await itemCodes(service, codesAsked);
  const file = (name) => path.join(service.folder, `latency.${name}`);
  writeFileSync(file('codes'), `${codes.join('\n')}\n`);
  writeFileSync(file('answers'), JSON.stringify(await answersOf(service, codes)));
  const ceiling = await startCeiling('ceiling-uncached.mjs', [
    ...[file('answers'), service.databaseUrl],
  ]);
  atEnd(ceiling.stop);
  let asked = 0;
  const run = (base, rest) => {
    const settings = {
      ...{ CODES: file('codes'), FROM: String(asked % codesAsked), THINK: String(rest) },
    };
    const told = load(base, { script: 'lookup.lua', settings, connections, seconds });
    asked += told.answered;
    return told;
  };
  const halves = [];
  // How much is the most is asked anew each time, since a machine has moods.
  const measure = (base) => {
    const told = run(base, think(run(base, 0).answered / seconds));
    if (base === service.base) halves.push(told.p50);
    return told.p99;
  };
  run(service.base, 0);
  run(ceiling.base, 0);
  const whileIssuing = async (work) => {
    const begun = await beginIssuing(service);
    const told = work();
    if (await endOfIssuing(service, begun)) return told;
    throw new Error('the codes were all issued before the lookups ended');
  };
  const ours = () => measure(service.base);
  return {
    ours: isIssuing ? () => whileIssuing(ours) : ours,
    ceiling: () => measure(ceiling.base),
    note: () => `half of them ${halves.sort((a, b) => a - b)[halves.length >> 1]} us at most`,
  };
}
