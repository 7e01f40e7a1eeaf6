import { speechIn } from '../catalogue/speech.js';
import { EnterCode } from '../consumer/unfound.js';
import { Icon } from '../design/icon.js';
import type { Reading } from '../reading.js';
import { formPage, type SignedIn } from './form-page.js';

/** What is what: the way in for whoever opens the bare address. */
export function homePage(reading: Reading, signedInAs?: SignedIn): string {
  const { say } = speechIn(reading.language);
  return formPage({
    title: say('home.title'),
    reading,
    signedInAs,
    children: (speech) => (
      <>
        <p class="lead">{say('home.lead')}</p>
        <section class="card">
          <h2>
            <Icon name="search" />
            {say('home.shopper')}
          </h2>
          <p class="soft">{say('home.shopperText')}</p>
          <EnterCode speech={speech} />
        </section>
        <section class="card">
          <h2>
            <Icon name="batch" />
            {say('home.firm')}
          </h2>
          <ul class="links">
            <li>
              <a href="/desk">{say('home.desk')}</a>
            </li>
            <li>
              <a href="/desk/batches/new">{say('home.newBatch')}</a>
            </li>
            <li>
              <a href="/scan">{say('home.scan')}</a>
            </li>
          </ul>
        </section>
        <section class="card">
          <h2>
            <Icon name="journey" />
            {say('home.integrator')}
          </h2>
          <ul class="links">
            <li>
              <a href="/docs">{say('home.docs')}</a>
            </li>
            <li>
              <a href="/openapi.json">{say('home.openapi')}</a>
            </li>
            <li>
              <a href="/problems">{say('explained.title')}</a>
            </li>
          </ul>
        </section>
      </>
    ),
  });
}
