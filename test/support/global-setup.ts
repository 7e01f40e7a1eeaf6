import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Names the place of this run's database server. The first test that needs a database starts it there. */
export default function setUp(): void {
  process.env.FURROW_TEST_DATA = mkdtempSync(path.join(tmpdir(), 'furrow-test-'));
}
