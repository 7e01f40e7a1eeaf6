// Rows about the public door: a code that was asked within the second, and codes that were not.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { answersOf, itemCodes, startCeiling } from './door.mjs';
import { load } from './load.mjs';

/** Asked in turn. The door keeps an answer for a second, in which fewer than these are asked. */
const codesAsked = 10_000;
const seconds = 2;
const connections = 32;

/** What is asked, how many of them in turn, and which ceiling answers the same bytes. */
const uncached = { count: codesAsked, ceiling: 'ceiling-uncached.mjs', isByTime: true };
const cached = { count: 1, ceiling: 'ceiling-cached.mjs' };
const forged = { ...cached, of: misprinted };

export const lookupRows = [
  {
    ...{ name: 'lookup.uncached', floor: 0.6, unit: 'us/answer' },
    prepare: (...at) => prepare(...at, uncached),
  },
  { name: 'lookup.cached', floor: 0.6, prepare: (...at) => prepare(...at, cached) },
  { name: 'lookup.forged', floor: 0.7, prepare: (...at) => prepare(...at, forged) },
];

async function prepare(service, atEnd, row) {
  const codes = (await itemCodes(service, row.count)).map(row.of ?? ((code) => code));
  const file = (name) => path.join(service.folder, `${name}.${row.of?.name ?? row.count}`);
  writeFileSync(file('codes'), `${codes.join('\n')}\n`);
  writeFileSync(file('answers'), JSON.stringify(await answersOf(service, codes)));
  const ceiling = await startCeiling(row.ceiling, [file('answers'), service.databaseUrl]);
  atEnd(ceiling.stop);
  let asked = 0;
  const run = (base) => {
    const settings = {
      ...{ CODES: file('codes'), FROM: String(asked % codes.length) },
      ...{ REFUSED: row.of === undefined ? 'no' : 'yes' },
    };
    const { answered } = load(base, { script: 'lookup.lua', settings, connections, seconds });
    asked += answered;
    return answered;
  };
  const used = { ours: [], ceiling: [] };
  // What waits for the database is told by how many are answered; what is answered from memory, by what the server does for each.
  const measure = (base, cpu, whose) => {
    const before = cpu();
    const answered = run(base);
    const each = (cpu() - before) / answered;
    whose.push(each);
    return row.isByTime ? (seconds * 1e6) / answered : each;
  };
  await checkReads(service, row, () => run(service.base));
  run(ceiling.base);
  return {
    ours: () => measure(service.base, service.cpu, used.ours),
    ceiling: () => measure(ceiling.base, ceiling.cpu, used.ceiling),
    ...(row.isByTime && {
      note: () => `server CPU ${middle(used.ours)} us against ${middle(used.ceiling)}`,
    }),
  };
}

/** The code with another check character: none of ours, which is found without a statement. */
function misprinted(code) {
  return code.slice(0, -1) + (code.endsWith('7') ? '8' : '7');
}

const middle = (values) => Math.round(values.sort((a, b) => a - b)[values.length >> 1]);

/** One statement for each answer; where answers are remembered, one a second; of what cannot be a code, none. */
async function checkReads(service, { count, of }, run) {
  let answered = 0;
  const statements = await service.recording(async () => (answered = run()));
  const reads = statements.filter(({ name }) => name === 'passport-of-code').length;
  const isRight =
    of !== undefined ? reads === 0 : count === 1 ? reads <= 2 * seconds : reads >= answered;
  if (!isRight) throw new Error(`${reads} statements for ${answered} lookups`);
}
