import type { FurtherPage } from '../../lookup/index.js';
import { speechIn } from '../catalogue/speech.js';
import { renderPage } from '../design/document.js';
import type { Reading } from '../reading.js';

/** Ways to pages elsewhere, in the words of their owner. */
export function FurtherPages({ pages }: { readonly pages: readonly FurtherPage[] }) {
  return (
    <ul class="links">
      {pages.map(({ href, title }) => (
        <li>
          <a href={href} rel="external nofollow">
            {title}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** A choice between pages that a request cannot tell apart. */
export function choicePage(pages: readonly FurtherPage[], reading: Reading): string {
  const speech = speechIn(reading.language);
  const title = speech.say('pages.choose');
  const content = (
    <main>
      <div class="column">
        <section class="part">
          <h1>{title}</h1>
          <FurtherPages pages={pages} />
        </section>
      </div>
    </main>
  );
  return renderPage({ title, reading, speech, content });
}
