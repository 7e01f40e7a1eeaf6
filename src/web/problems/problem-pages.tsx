import { speechIn } from '../catalogue/speech.js';
import { formPage } from '../forms/form-page.js';
import type { Reading } from '../reading.js';
import type { ExplainedProblem } from './problem-reference.js';

/** What one kind of problem means and what to do about it: where the `type` of every refusal leads. */
export function explanationPage(problem: ExplainedProblem, reading: Reading): string {
  return formPage({
    title: problem.title,
    titleLanguage: 'en',
    reading,
    children: ({ say }) => (
      <>
        <p class="lead">
          <code>{problem.code}</code> · HTTP {problem.status}
        </p>
        <section class="part">
          <h2>{say('explained.meaning')}</h2>
          <Told text={problem.meaning} />
        </section>
        <section class="part">
          <h2>{say('explained.whatToDo')}</h2>
          <Told text={problem.whatToDo} />
        </section>
        <p class="group reach">
          <a href="/problems">{say('explained.all')}</a>
        </p>
      </>
    ),
  });
}

/** Every kind of problem, for whoever writes a client. */
export function explanationsPage(problems: readonly ExplainedProblem[], reading: Reading): string {
  return formPage({
    title: speechIn(reading.language).say('explained.title'),
    reading,
    children: ({ say }) => (
      <>
        <p class="lead">{say('explained.lead')}</p>
        <ul class="rows group" lang="en">
          {problems.map(({ code, status, title }) => (
            <li>
              <a href={`/problems/${code}`}>{title}</a>
              <br />
              <span class="small soft">
                <code>{code}</code> · {status}
              </span>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

/** A sentence of the reference; what stands between backticks is code. */
function Told({ text }: { readonly text: string }) {
  const parts = text.split('`');
  return <p lang="en">{parts.map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part))}.</p>;
}
