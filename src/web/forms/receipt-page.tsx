import { stateOf, type Receipt } from '../../complaints/index.js';
import { usualTimeZone } from '../../parties/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import { Code } from '../design/code.js';
import type { Reading } from '../reading.js';
import { formPage } from './form-page.js';

interface ReceiptState {
  readonly reading: Reading;
  readonly receipt: Receipt;
  /** Contact and photos have just been erased. */
  readonly isForgotten: boolean;
}

/** What became of a report, for whoever has its number. It says the same of codes that nobody issued. */
export function receiptPage({ reading, receipt, isForgotten }: ReceiptState): string {
  const { say, moments } = speechIn(reading.language);
  const { number, code, receivedAt } = receipt;
  const day = moments.day(receivedAt.toISOString(), usualTimeZone);
  return formPage({
    title: say('receipt.title'),
    reading,
    children: (speech) => (
      <>
        {isForgotten && (
          <div class="note recorded" role="status">
            <p>{say('receipt.forgotten')}</p>
          </div>
        )}
        <section class="part">
          <h2>{say('receipt.number')}</h2>
          <p class="typed">
            <Code text={number} />
          </p>
          <p>{say('receipt.keep')}</p>
          <p class="soft">{say('receipt.about', { code: code.replace(/^\/t\//, ''), day })}</p>
        </section>
        <Words receipt={receipt} speech={speech} />
        <section class="part screen">
          <h2>{say('receipt.forget')}</h2>
          <p>{say('receipt.forgetText')}</p>
          <form action={`/complaints/${number}`} method="post">
            <button class="button quiet wide">{say('receipt.forgetButton')}</button>
          </form>
        </section>
      </>
    ),
  });
}

function Words({ receipt, speech }: { readonly receipt: Receipt; readonly speech: Speech }) {
  const { say, moments } = speech;
  const { answer, answeredAt, closingWord } = receipt;
  return (
    <>
      <p class="group">{say(`receipt.state.${stateOf(receipt)}`)}</p>
      {answer !== null && answeredAt !== null && (
        <section class="part">
          <h2>
            {say('receipt.answer', { day: moments.day(answeredAt.toISOString(), usualTimeZone) })}
          </h2>
          <p class="lines">{answer}</p>
        </section>
      )}
      {closingWord !== null && (
        <section class="part">
          <h2>{say('receipt.closing')}</h2>
          <p class="lines">{closingWord}</p>
        </section>
      )}
    </>
  );
}
