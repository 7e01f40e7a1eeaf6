import type { Passport, RecordedPassport } from '../../lookup/index.js';
import type { ComponentChildren } from 'preact';
import type { Speech } from '../catalogue/speech.js';
import { Icon } from '../design/icon.js';
import { verdictOf } from './verdict.js';

/**
 * The band at the top: one verdict in a word, an icon and a colour, and one line of why. A recall is an
 * alert to screen readers, everything else a status.
 */
export function VerdictBand(props: {
  readonly passport: Passport;
  readonly speech: Speech;
  readonly children: ComponentChildren;
}) {
  const { tone, icon, heading } = verdictOf(props.passport, props.speech);
  return (
    <div class={`band ${tone}`} role={tone === 'stop' ? 'alert' : 'status'}>
      <div class="column">
        <Icon name={icon} />
        <div>
          <h1>{heading}</h1>
          {props.children}
        </div>
      </div>
    </div>
  );
}

/** Why a code that is not recalled has its verdict: who issued it, since when it is known. */
export function RecordedReasons(props: {
  readonly passport: RecordedPassport;
  readonly speech: Speech;
}) {
  const { passport, speech } = props;
  const { say, name, moments } = speech;
  const issuer = passport.issuer === undefined ? say('band.unnamed') : name(passport.issuer);
  switch (passport.verdict) {
    case 'recorded':
      return <p>{say('band.issuedBy', { issuer })}</p>;
    case 'recorded-no-hop':
      return <p>{say('band.noHop', { day: moments.day(passport.code.issuedOn), issuer })}</p>;
    case 'expired': {
      const date = passport.batch?.date;
      return (
        <>
          <p>
            {date === undefined
              ? say('band.expired.none')
              : say(`band.expired.${date.kind}`, { day: moments.day(date.on) })}
          </p>
          <p>{say('band.issuedBy', { issuer })}</p>
        </>
      );
    }
    case 'withdrawn':
      return <p>{say('band.withdrawn', { issuer })}</p>;
    case 'used-up':
      return <p>{say('band.usedUp', { issuer, day: moments.day(passport.usedUpOn ?? '') })}</p>;
    case 'suspected-copy':
      return <p>{say('band.suspectedCopy', { issuer })}</p>;
  }
}
