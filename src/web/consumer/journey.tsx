import type { JourneyEntry, JourneyGap, JourneyStep } from '../../lookup/index.js';
import type { Moments } from '../../platform/index.js';
import type { Speech } from '../catalogue/speech.js';
import { Icon } from '../design/icon.js';
import { readingLink, type Reading } from '../reading.js';
import { Grade } from './grade.js';

interface Props {
  readonly journey: readonly JourneyEntry[];
  readonly reading: Reading;
  readonly speech: Speech;
  readonly now: number;
}

/**
 * What happened where, on one line down the page: newest first as a status, or from the start as a
 * story. A stretch that nobody recorded stands in its place as a dashed gap: leaving it out would lie.
 */
export function Journey({ journey, reading, speech, now }: Props) {
  const { say } = speech;
  const isStory = reading.order === 'story';
  const entries = isStory ? journey : [...journey].reverse();
  return (
    <section class="part" id="journey">
      <h2>
        <Icon name="journey" />
        {say('journey.title')}
      </h2>
      {journey.length > 1 && (
        <p class="switch">
          <a href={`${readingLink(reading, { order: isStory ? 'newest' : 'story' })}#journey`}>
            {isStory ? say('journey.newestFirst') : say('journey.asStory')}
          </a>
        </p>
      )}
      <ol class="journey">
        {entries.map((entry) =>
          entry.kind === 'gap' ? (
            <Gap gap={entry} speech={speech} now={now} />
          ) : (
            <Step step={entry} speech={speech} now={now} />
          ),
        )}
      </ol>
    </section>
  );
}

function Step(props: {
  readonly step: JourneyStep;
  readonly speech: Speech;
  readonly now: number;
}) {
  const { step, speech, now } = props;
  const { say, name, moments } = speech;
  const isWholeDay = step.at.length === 10;
  const age = isWholeDay ? moments.ageOfDay(step.at, now, 'Z') : moments.age(step.at, now);
  return (
    <li class="step">
      <span class="act">{say(`act.${step.act}`)}</span>
      {step.place && <span> · {name(step.place)}</span>}
      <span class="when">
        <time dateTime={step.at}>{whenOf(step.at, moments, now)}</time> · {age}
      </span>
      {step.by && <span class="who">{say('journey.recordOf', { name: name(step.by) })}</span>}
      <Grade evidence={step.evidence} speech={speech} />
    </li>
  );
}

const tenMonthsMs = 300 * 24 * 3_600_000;

/** Day and clock of the place; the year too once the day alone could be last year's. */
function whenOf(at: string, moments: Moments, now: number): string {
  const isOld = now - Date.parse(at) > tenMonthsMs;
  const isWholeDay = at.length === 10;
  if (isWholeDay) return isOld ? moments.day(at) : moments.dayOf(at);
  return isOld ? `${moments.day(at)} ${moments.clock(at)}` : moments.moment(at);
}

function Gap(props: { readonly gap: JourneyGap; readonly speech: Speech; readonly now: number }) {
  const { gap, speech, now } = props;
  return (
    <li class="gap">
      <span>{gapOf(gap, speech, now)}</span>
    </li>
  );
}

/** How long nobody recorded anything; where only days are told, between which. */
function gapOf({ from, until }: JourneyGap, { say, moments }: Speech, now: number): string {
  const isExact = from.length > 10 && until.length > 10;
  if (isExact) {
    const span = moments.span(Math.max(0, Date.parse(until) - Date.parse(from)));
    return say('journey.gap', { span });
  }
  // By the calendars of two places the end can have the earlier day.
  const [first = '', last = ''] = [from.slice(0, 10), until.slice(0, 10)].sort();
  const day = (date: string) => whenOf(date, moments, now);
  return first === last
    ? say('journey.gapOfDay', { day: day(first) })
    : say('journey.gapOfDays', { from: day(first), until: day(last) });
}
