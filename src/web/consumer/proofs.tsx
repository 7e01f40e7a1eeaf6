import type { ColdChain, Evidence, KnownGoods } from '../../lookup/index.js';
import type { Speech } from '../catalogue/speech.js';
import { Icon } from '../design/icon.js';

interface Props {
  readonly goods: KnownGoods;
  readonly speech: Speech;
}

/** Cold chain, tests and certificates, each only where something is recorded. */
export function Proofs({ goods, speech }: Props) {
  return (
    <>
      {goods.coldChain && <ColdChainPart coldChain={goods.coldChain} speech={speech} />}
      {goods.tests.length > 0 && <TestsPart goods={goods} speech={speech} />}
      {goods.certificates.length > 0 && <CertificatesPart goods={goods} speech={speech} />}
    </>
  );
}

/** How well a fact is proven, as a word. */
export function Grade(props: { readonly evidence: Evidence; readonly speech: Speech }) {
  return <span class="grade">{props.speech.say(`evidence.${props.evidence}`)}</span>;
}

function ColdChainPart(props: { readonly coldChain: ColdChain; readonly speech: Speech }) {
  const { coldChain: cold, speech } = props;
  const { say, moments } = speech;
  return (
    <section class="part">
      <h2>
        <Icon name="cold" />
        {say('cold.title')}
      </h2>
      <p>
        {say('cold.inside', {
          lowest: cold.lowestCelsius,
          highest: cold.highestCelsius,
          inside: cold.hoursInside,
          count: cold.hoursWatched,
        })}
      </p>
      {cold.excursion && (
        <p>
          {say('cold.excursion', {
            span: moments.span(cold.excursion.minutes * 60_000),
            peak: cold.excursion.peakCelsius,
          })}
        </p>
      )}
      <Curve coldChain={cold} speech={speech} />
      <Grade evidence={cold.evidence} speech={speech} />
    </section>
  );
}

const curveHeight = 40;

/** A small curve over the band it should have kept to. It repeats the sentence and adds no fact to it. */
function Curve({ coldChain, speech }: { readonly coldChain: ColdChain; readonly speech: Speech }) {
  const readings = coldChain.curveCelsius;
  if (readings.length < 2) return null;
  const band = [Number(coldChain.lowestCelsius), Number(coldChain.highestCelsius)] as const;
  const lowest = Math.min(...readings);
  const highest = Math.max(...readings);
  const bottom = Math.min(lowest, band[0]) - 1;
  const scale = curveHeight / (Math.max(highest, band[1]) + 1 - bottom);
  const y = (celsius: number) => round(curveHeight - (celsius - bottom) * scale);
  const points = readings.map((celsius, index) => {
    const x = round((index / (readings.length - 1)) * 100);
    return `${x},${y(celsius)}`;
  });
  return (
    <svg
      class="curve"
      viewBox={`0 0 100 ${curveHeight}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={speech.say('cold.curve', { lowest, highest })}
    >
      <rect
        class="within"
        x="0"
        width="100"
        y={y(band[1])}
        height={round(y(band[0]) - y(band[1]))}
      />
      <polyline points={points.join(' ')} />
    </svg>
  );
}

const round = (value: number) => Math.round(value * 100) / 100;

function TestsPart({ goods, speech }: Props) {
  const { say, name, moments } = speech;
  return (
    <section class="part">
      <h2>
        <Icon name="test" />
        {say('tests.title')}
      </h2>
      <ul class="rows">
        {goods.tests.map((test) => (
          <li>
            {name(test.subject)}{' '}
            <span class={test.passed ? 'passed' : 'failed'}>
              {test.passed ? say('tests.passed') : say('tests.failed')}
            </span>
            <p class="small soft">
              {name(test.by)} · {moments.day(test.on)}
            </p>
            <Grade evidence={test.evidence} speech={speech} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CertificatesPart({ goods, speech }: Props) {
  const { say, name, moments } = speech;
  return (
    <section class="part">
      <h2>
        <Icon name="certificate" />
        {say('certificates.title')}
      </h2>
      <ul class="rows">
        {goods.certificates.map((certificate) => (
          <li>
            {name(certificate.title)}
            <p class="small soft">
              {[
                name(certificate.issuer),
                certificate.number && say('certificates.number', { number: certificate.number }),
                certificate.validUntil &&
                  say('certificates.validUntil', { day: moments.day(certificate.validUntil) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <Grade evidence={certificate.evidence} speech={speech} />
          </li>
        ))}
      </ul>
    </section>
  );
}
