import type {
  KnownGoods,
  Passport,
  RecalledPassport,
  RecordedPassport,
} from '../../lookup/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import { renderPage } from '../design/document.js';
import { Icon } from '../design/icon.js';
import type { Reading } from '../reading.js';
import { ReportProblem, Technical, Unseen } from './closing.js';
import { Journey } from './journey.js';
import { ProductFacts } from './product-facts.js';
import { RecallNotice } from './recall-notice.js';
import { MalformedCode, Unavailable, UnknownCode } from './unfound.js';
import { goodsName, verdictOf } from './verdict.js';
import { RecordedReasons, VerdictBand } from './verdict-band.js';

/**
 * The page a shopper sees after scanning: verdict, goods, journey, what we cannot see, whom to
 * tell. `now` is for ages only and reaches nothing of a page about an unknown code.
 */
export function consumerPage(passport: Passport, reading: Reading, now: number): string {
  const speech = speechIn(reading.language);
  return renderPage({
    title: titleOf(passport, speech),
    reading,
    speech,
    content: <Content passport={passport} reading={reading} speech={speech} now={now} />,
  });
}

function titleOf(passport: Passport, speech: Speech): string {
  const { heading } = verdictOf(passport, speech);
  return 'journey' in passport ? `${heading} · ${goodsName(passport, speech)}` : heading;
}

interface ContentProps<Kind extends Passport> {
  readonly passport: Kind;
  readonly reading: Reading;
  readonly speech: Speech;
  readonly now: number;
}

function Content({ passport, reading, speech, now }: ContentProps<Passport>) {
  if ('journey' in passport) {
    return <Known passport={passport} reading={reading} speech={speech} now={now} />;
  }
  return (
    <main>
      <VerdictBand passport={passport} speech={speech}>
        {passport.verdict === 'unknown' && <p>{speech.say('band.unknown')}</p>}
        {passport.verdict === 'unavailable' && <p>{speech.say('band.unavailable')}</p>}
      </VerdictBand>
      <div class="column">
        {passport.verdict === 'unknown' && <UnknownCode passport={passport} speech={speech} />}
        {passport.verdict === 'malformed' && <MalformedCode passport={passport} speech={speech} />}
        {passport.verdict === 'unavailable' && <Unavailable passport={passport} speech={speech} />}
      </div>
    </main>
  );
}

function Known(props: ContentProps<RecordedPassport | RecalledPassport>) {
  const { passport, reading, speech, now } = props;
  return (
    <main>
      <VerdictBand passport={passport} speech={speech}>
        {passport.verdict === 'recalled' ? (
          <RecallNotice passport={passport} speech={speech} />
        ) : (
          <RecordedReasons passport={passport} speech={speech} />
        )}
      </VerdictBand>
      <div class="column">
        <Cautions goods={passport} speech={speech} />
        <ProductFacts goods={passport} speech={speech} now={now} />
        {passport.journey.length > 0 && (
          <Journey journey={passport.journey} reading={reading} speech={speech} now={now} />
        )}
        <Unseen goods={passport} speech={speech} />
        <ReportProblem speech={speech} />
        <Technical goods={passport} speech={speech} />
      </div>
    </main>
  );
}

/** What makes the rest of the page less sure: stale records, late ones. */
function Cautions({ goods, speech }: { readonly goods: KnownGoods; readonly speech: Speech }) {
  const { say, moments } = speech;
  const { asKnownAt, settling } = goods;
  const cautions = [
    asKnownAt !== undefined && say('band.asKnownAt', { moment: moments.moment(asKnownAt) }),
    settling === true && say('band.settling'),
  ];
  return (
    <>
      {cautions.map(
        (caution) =>
          caution !== false && (
            <div class="note caution">
              <Icon name="caution" />
              <p>{caution}</p>
            </div>
          ),
      )}
    </>
  );
}
