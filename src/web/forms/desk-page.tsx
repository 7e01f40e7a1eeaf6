import { speechIn } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { formPage, type SignedIn } from './form-page.js';

/** The home of the desk: all that this person may do, and nothing else. */
export function deskPage(reading: Reading, signedInAs: SignedIn): string {
  const { say } = speechIn(reading.language);
  const { ways } = signedInAs;
  return formPage({
    title: say('way.desk'),
    reading,
    signedInAs,
    children: () =>
      ways.length === 0 ? (
        <p class="lead">{say('desk.nothing')}</p>
      ) : (
        <>
          <p class="lead">{say('desk.lead')}</p>
          <section class="card">
            <ul class="links">
              {ways.map(({ path, long }) => (
                <li>
                  <a href={path}>{say(long)}</a>
                </li>
              ))}
            </ul>
          </section>
        </>
      ),
  });
}
