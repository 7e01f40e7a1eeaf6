import type { Erasure } from '../../privacy/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { formPage, type SignedIn } from './form-page.js';

/** What became of all that was kept about a person; nobody is signed in where it was themselves. */
export function erasedPage(state: {
  readonly reading: Reading;
  readonly signedInAs?: SignedIn;
  readonly erasure: Erasure;
}): string {
  const { reading, signedInAs, erasure } = state;
  const { say } = speechIn(reading.language);
  return formPage({
    title: say('erased.title'),
    reading,
    signedInAs,
    children: (speech) => (
      <>
        <p class="lead">{say('erased.lead', { id: erasure.personId })}</p>
        <ul class="people">
          {erasure.records.map((record) => (
            <RecordLine record={record} speech={speech} />
          ))}
        </ul>
        {signedInAs !== undefined && (
          <p class="group">
            <a href="/desk/people">{say('people.back')}</a>
          </p>
        )}
      </>
    ),
  });
}

function RecordLine({
  record: { record, outcome, count, until, ground },
  speech: { say, moments },
}: {
  readonly record: Erasure['records'][number];
  readonly speech: Speech;
}) {
  const became =
    until === undefined
      ? say(`erased.${outcome}`)
      : say('erased.keptUntil', { day: moments.day(until.toISOString()) });
  return (
    <li>
      <span class="name">{say(`erased.${record}`)}</span>
      <p class="small soft">
        {became}
        {count !== undefined && ` · ${count}`}
        {ground !== undefined && ` · ${say('erased.ground', { ground })}`}
      </p>
    </li>
  );
}
