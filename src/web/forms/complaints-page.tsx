import { stateOf, type Complaint } from '../../complaints/index.js';
import { usualTimeZone } from '../../parties/index.js';
import { speechIn } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { formPage, type SignedIn } from './form-page.js';

interface ComplaintsState {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  /** Whether they are of others, whom the reader oversees. */
  readonly isOverseer: boolean;
  readonly complaints: readonly Complaint[];
  /** Path of the page with those that came before; absent on the last one. */
  readonly older: string | undefined;
}

/** What consumers reported, the newest first, by the first words of each. */
export function complaintsPage(state: ComplaintsState): string {
  const { reading, signedInAs, isOverseer, complaints, older } = state;
  const { say, moments } = speechIn(reading.language);
  return formPage({
    title: say('way.complaints'),
    reading,
    signedInAs,
    children: () => (
      <>
        <p class="lead">{say(isOverseer ? 'complaints.leadOverseen' : 'complaints.lead')}</p>
        {complaints.length === 0 && <p class="group">{say('complaints.none')}</p>}
        <ul class="people">
          {complaints.map((complaint) => (
            <li>
              <a class="name" href={`/desk/complaints/${complaint.id}`}>
                {say(`report.kind.${complaint.kind}`)}
              </a>
              <p class="small">{beginningOf(complaint.words)}</p>
              <p class="small soft">
                {moments.day(complaint.receivedAt.toISOString(), usualTimeZone)} ·{' '}
                {say(`complaints.state.${stateOf(complaint)}`)}
              </p>
            </li>
          ))}
        </ul>
        {older !== undefined && (
          <p class="group">
            <a href={older}>{say('complaints.older')}</a>
          </p>
        )}
      </>
    ),
  });
}

const shownCharacters = 120;

function beginningOf(words: string): string {
  const characters = [...words];
  if (characters.length <= shownCharacters) return words;
  return `${characters.slice(0, shownCharacters).join('')}…`;
}
