// Asks the registry which of the packages that run have known holes; one of grade high or worse fails. A registry that
// cannot be asked (no network, a mirror without advisories) fails nothing, since `check` works without one: it is said.
import { spawnSync } from 'node:child_process';

// Offline, npm would find nothing without having asked. Nobody waits a minute of retries for a network that is not there.
const settings = ['--offline=false', '--fetch-retries=0', '--fetch-timeout=20000'];
const command = ['audit', '--omit=dev', '--audit-level=high', '--json', ...settings];
const { stdout, status } = spawnSync('npm', command, { encoding: 'utf8' });
const answer = JSON.parse(stdout);

if (answer.metadata !== undefined) report(answer.vulnerabilities);
else if (answer.error.code) fail(answer.error.summary);
else console.log(`audit: NOT DONE, the registry could not be asked: ${answer.message}`);

function report(vulnerabilities) {
  for (const { name, severity, range } of Object.values(vulnerabilities)) {
    console.log(`audit: ${severity}: ${name} ${range}`);
  }
  if (status === 0) console.log('audit: nothing known of grade high or worse');
  else fail('see `npm audit --omit=dev`, and take a release without it');
}

function fail(reason) {
  console.error(`audit: ${reason}`);
  process.exitCode = 1;
}
