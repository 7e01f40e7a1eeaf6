// Goal: codes that an earlier release activated or voided are so after an upgrade, and can be changed like all others. Method: a
// database is filled as it was then, and brought to this release.
import { expect, test } from '@jest/globals';
import { CodeSpans1790000000039 } from '../../migrations/0039-code-spans.js';
import { idsOfThen, upgraded } from '../support/upgrade.js';

const [firm, batch, own, marked, quiet] = idsOfThen;

const then = "'2026-11-01T08:00:00Z'";
const later = "'2026-11-02T08:00:00Z'";

const run = (id: string | undefined, kind: string, size: number) =>
  `('${id}', '${firm}', '${kind}', '${batch}', '${firm}', '1', ${size}, ${then})`;

/** Codes of a run, by what had become of each: active, later active, void, void after that, or neither. */
const codes = (id: string | undefined, lives: string) =>
  [...lives].map((life, i) => {
    const active = { a: then, b: later, w: then }[life] ?? 'NULL';
    const voided = life === 'v' || life === 'w' ? `${later}, 'spoiled'` : 'NULL, NULL';
    const name = `${id === marked ? 'M' : 'Q'}${i}`;
    return `('${name}', 'item', '${firm}', '${batch}', '${id}', ${i + 1}, ${then}, ${active}, ${voided})`;
  });

const asItWas = `
  INSERT INTO code_run (id, organisation_id, kind, batch_id, product_id, number, size, issued_at)
  VALUES ${run(own, 'batch', 1)}, ${run(marked, 'item', 9)}, ${run(quiet, 'item', 3)};
  INSERT INTO code (code, kind, organisation_id, batch_id, run_id, place, issued_at, activated_at, voided_at, void_reason)
  VALUES ('OWN', 'batch', '${firm}', '${batch}', '${own}', 1, ${then}, ${then}, NULL, NULL),
    ${[...codes(marked, 'aabiivwaa'), ...codes(quiet, 'iii')].join()};`;

test('what rows said of codes is said by stretches, and a run without marks has none', async () => {
  await upgraded(CodeSpans1790000000039, asItWas, async (owner) => {
    const { rows } = await owner.query<Record<string, unknown>>(
      `SELECT run_id = '${marked}' AS marked, first_place || '-' || last_place AS places,
           CASE activated_at WHEN ${then} THEN 'then' WHEN ${later} THEN 'later' END AS activated,
           void_reason AS voided
         FROM code_span ORDER BY first_place`,
    );
    const stretch = (places: string, activated: unknown, voided: unknown = null) => ({
      ...{ marked: true, places, activated, voided },
    });
    expect(rows).toEqual([
      stretch('1-2', 'then'),
      stretch('3-3', 'later'),
      stretch('4-5', null),
      stretch('6-6', null, 'spoiled'),
      stretch('7-7', 'then', 'spoiled'),
      stretch('8-9', 'then'),
    ]);
  });
});
