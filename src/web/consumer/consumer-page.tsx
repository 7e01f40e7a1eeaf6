import type {
  KnownGoods,
  Passport,
  PublicLooks,
  RecalledPassport,
  RecordedPassport,
} from '../../lookup/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import { renderPage } from '../design/document.js';
import { Icon } from '../design/icon.js';
import type { Reading } from '../reading.js';
import { ReportProblem, Technical, Unseen } from './closing.js';
import { Journey } from './journey.js';
import { ProductAlone, ProductReasons } from './product-alone.js';
import { ProductFacts } from './product-facts.js';
import { RecallNotice } from './recall-notice.js';
import { StatedReasons, StatedThings } from './stated-things.js';
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
  if ('journey' in passport) return `${heading} · ${goodsName(passport, speech)}`;
  return 'owner' in passport ? `${heading} · ${speech.name(passport.product.name)}` : heading;
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
        {'owner' in passport && <ProductReasons passport={passport} speech={speech} />}
        {passport.verdict === 'stated' && <StatedReasons passport={passport} speech={speech} />}
      </VerdictBand>
      <div class="column">
        {passport.verdict === 'unknown' && <UnknownCode passport={passport} speech={speech} />}
        {passport.verdict === 'malformed' && <MalformedCode passport={passport} speech={speech} />}
        {passport.verdict === 'unavailable' && <Unavailable passport={passport} speech={speech} />}
        {'owner' in passport && <ProductAlone passport={passport} speech={speech} />}
        {passport.verdict === 'stated' && <StatedThings passport={passport} speech={speech} />}
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
        {passport.looks && <LookedUp looks={passport.looks} speech={speech} />}
        {passport.journey.length > 0 && (
          <Journey journey={passport.journey} reading={reading} speech={speech} now={now} />
        )}
        <Unseen goods={passport} speech={speech} />
        <ReportProblem goods={passport} speech={speech} />
        <Technical goods={passport} speech={speech} />
      </div>
    </main>
  );
}

/** What makes the rest of the page less sure: stale records, late ones. */
function Cautions({ goods, speech }: { readonly goods: KnownGoods; readonly speech: Speech }) {
  const { say, moments } = speech;
  const { asKnownAt, settling, looks } = goods;
  const cautions = [
    asKnownAt !== undefined && say('band.asKnownAt', { moment: moments.moment(asKnownAt) }),
    settling === true && say('band.settling'),
    looks?.caution !== undefined && say(`looks.${looks.caution}`),
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

/** When and how often: what a buyer compares with the moment of opening. It never says that a pack is genuine. */
function LookedUp({ looks, speech }: { readonly looks: PublicLooks; readonly speech: Speech }) {
  const { say, moments } = speech;
  return (
    <p class="soft">
      {say('looks.first', { moment: moments.moment(looks.firstAt) })}{' '}
      {say('looks.times', { count: looks.times })}
    </p>
  );
}
