import { answerMax, type Complaint } from '../../complaints/index.js';
import { usualTimeZone } from '../../parties/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import { Fact } from '../consumer/product-facts.js';
import type { Reading } from '../reading.js';
import { TextField } from './field.js';
import type { TypedForm } from './form-fault.js';
import { formPage, type SignedIn } from './form-page.js';

interface ComplaintState extends TypedForm {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  readonly complaint: Complaint;
  /** Whether it is the reader's to answer. */
  readonly isOwn: boolean;
}

/** One complaint in full and, while it is open, how its owner may go on. */
export function complaintPage(state: ComplaintState): string {
  const { reading, signedInAs, complaint, isOwn, fields, faults } = state;
  const { say } = speechIn(reading.language);
  return formPage({
    title: say(`report.kind.${complaint.kind}`),
    reading,
    signedInAs,
    faults,
    children: (speech) => (
      <>
        <p class="group lines">{complaint.words}</p>
        <Facts complaint={complaint} speech={speech} />
        {isOwn && complaint.closedAt === null && (
          <Steps complaint={complaint} fields={fields} faults={faults} speech={speech} />
        )}
        <p class="group">
          <a href="/desk/complaints">{say('complaints.back')}</a>
        </p>
      </>
    ),
  });
}

interface Spoken {
  readonly complaint: Complaint;
  readonly speech: Speech;
}

function Facts({ complaint, speech: { say, moments } }: Spoken) {
  const { id, code, organisationId, receivedAt, boughtOn, answer, closingWord } = complaint;
  return (
    <dl class="facts">
      <Fact term={say('complaint.code')}>{code.replace(/^\/t\//, '')}</Fact>
      {organisationId === null && <Fact term="">{say('complaint.nobodys')}</Fact>}
      <Fact term={say('complaint.received')}>
        {moments.day(receivedAt.toISOString(), usualTimeZone)}
      </Fact>
      {boughtOn !== null && <Fact term={say('report.boughtOn')}>{moments.day(boughtOn)}</Fact>}
      {(['shop', 'place'] as const).map(
        (member) =>
          complaint[member] !== null && (
            <Fact term={say(`report.${member}`)}>{complaint[member]}</Fact>
          ),
      )}
      {complaint.contact !== null && (
        <Fact term={say('complaint.contact')}>{complaint.contact}</Fact>
      )}
      {complaint.photos.length > 0 && (
        <Fact term={say('report.photos')}>
          {complaint.photos.map((photo, i) => (
            <p class="reach">
              <a href={`/desk/complaints/${id}/photos/${photo.id}`}>
                {say('complaint.photo', { number: i + 1 })}
              </a>
            </p>
          ))}
        </Fact>
      )}
      {answer !== null && <Fact term={say('complaints.state.answered')}>{answer}</Fact>}
      {closingWord !== null && <Fact term={say('receipt.closing')}>{closingWord}</Fact>}
    </dl>
  );
}

function Steps({ complaint, fields, faults, speech }: Spoken & TypedForm) {
  const { say } = speech;
  const action = `/desk/complaints/${complaint.id}`;
  return (
    <>
      {complaint.seenAt === null && (
        <form action={action} method="post">
          <button class="button quiet wide" name="press" value="see">
            {say('complaint.see')}
          </button>
        </form>
      )}
      {(['answer', 'close'] as const).map((press) => (
        <section class="part">
          <form action={action} method="post" noValidate>
            <TextField
              name={press}
              label={say(`complaint.${press}`)}
              hint={say(`complaint.${press}Hint`)}
              value={fields.get(press) ?? ''}
              maxLength={answerMax}
              faults={faults}
            />
            <button class="button wide" name="press" value={press}>
              {say(`complaint.${press}Button`)}
            </button>
          </form>
        </section>
      ))}
    </>
  );
}

/** What the owner wrote for the consumer; undefined where it is nothing, or too long. */
export function wordsIn(fields: URLSearchParams, press: 'answer' | 'close'): string | undefined {
  const words = (fields.get(press) ?? '').replace(/\r\n?/g, '\n').trim();
  return words !== '' && words.length <= answerMax && !/[^\P{Cc}\t\n]/u.test(words)
    ? words
    : undefined;
}
