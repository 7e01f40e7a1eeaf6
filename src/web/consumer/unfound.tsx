import { externalTextMax } from '../../identifiers/index.js';
import type {
  MalformedPassport,
  UnavailablePassport,
  UnknownPassport,
} from '../../lookup/index.js';
import type { Speech } from '../catalogue/speech.js';
import { Code } from '../design/code.js';
import { Icon } from '../design/icon.js';
import { reportPath } from './closing.js';

/**
 * Never issued, withheld, not yet activated: one page to the byte. It may depend on nothing but the
 * code that was asked for.
 */
export function UnknownCode(props: {
  readonly passport: UnknownPassport;
  readonly speech: Speech;
}) {
  const { code, schemes } = props.passport;
  const { say } = props.speech;
  return (
    <>
      <section class="part">
        <h2>{say('unknown.codeAsked')}</h2>
        <p class="typed">
          <Code text={code} />
        </p>
        {schemes === undefined ? (
          <NoCodeOfOurs code={code} speech={props.speech} />
        ) : (
          <p>{say('unknown.otherScheme', { schemes: schemesIn(schemes, props.speech) })}</p>
        )}
      </section>
      <EnterCode speech={props.speech} />
    </>
  );
}

function NoCodeOfOurs({
  code,
  speech: { say },
}: {
  readonly code: string;
  readonly speech: Speech;
}) {
  return (
    <>
      <p>{say('unknown.checkCharacters')}</p>
      <p>{say('unknown.onPack')}</p>
      <p>
        <a href={reportPath(code)}>{say('report.linkUnknown')}</a>
      </p>
    </>
  );
}

function schemesIn(
  schemes: NonNullable<UnknownPassport['schemes']>,
  { say, moments }: Speech,
): string {
  return moments.list(schemes.map((scheme) => say(`scheme.${scheme}`)));
}

/** What is wrong with a mistyped code, and where. */
export function MalformedCode(props: {
  readonly passport: MalformedPassport;
  readonly speech: Speech;
}) {
  const { passport, speech } = props;
  const { say } = speech;
  return (
    <>
      <section class="part">
        <h2>{say('malformed.typed')}</h2>
        <p class="typed code">
          <Marked text={passport.text} position={passport.position} />
        </p>
        <p>{malformation(passport, speech)}</p>
      </section>
      <EnterCode speech={speech} value={passport.text} />
    </>
  );
}

function malformation(passport: MalformedPassport, { say }: Speech): string {
  if (passport.fault === 'length') {
    return say('malformed.length', { count: [...passport.text].length });
  }
  return passport.fault === 'character' && passport.position !== undefined
    ? say('malformed.character', { position: passport.position })
    : say('malformed.check');
}

/** The text with one character marked. Split by code point, as positions are counted. */
function Marked(props: { readonly text: string; readonly position: number | undefined }) {
  const characters = [...props.text];
  if (props.position === undefined) return <>{props.text}</>;
  const at = props.position - 1;
  return (
    <>
      {characters.slice(0, at).join('')}
      <mark>{characters[at]}</mark>
      {characters.slice(at + 1).join('')}
    </>
  );
}

/** Only a way to ask again: what we cannot check we say nothing about. */
export function Unavailable(props: {
  readonly passport: UnavailablePassport;
  readonly speech: Speech;
}) {
  const { say } = props.speech;
  return (
    <section class="part">
      <h2>{say('unknown.codeAsked')}</h2>
      <p class="typed">
        <Code text={props.passport.code} />
      </p>
      <p>
        <a class="button" href="">
          {say('try.again')}
        </a>
      </p>
    </section>
  );
}

/** Typing a code by hand, for a torn label or a phone without a camera. */
export function EnterCode(props: { readonly speech: Speech; readonly value?: string }) {
  const { say } = props.speech;
  return (
    <form class="screen" action="/t" method="get">
      <label for="code">{say('enter.title')}</label>
      <p class="hint" id="code-hint">
        {say('enter.hint')}
      </p>
      <input
        class="code"
        id="code"
        name="code"
        value={props.value}
        required
        maxlength={externalTextMax}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        aria-describedby="code-hint"
      />
      <button class="button wide">
        <Icon name="search" />
        {say('enter.button')}
      </button>
    </form>
  );
}
