// Adds up Jest's result files and prints the closing line of CI. A failed or skipped test fails the run.
import { readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of process.argv.slice(2)) {
  const result = JSON.parse(readFileSync(file, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  skipped += result.numPendingTests + result.numTodoTests;
}
if (skipped > 0) console.log(`skipped tests are not allowed here: ${skipped}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed + skipped > 0 || passed === 0 ? 1 : 0);
