import { speechIn, type Speech } from '../catalogue/speech.js';
import { Code } from '../design/code.js';
import { Icon, type IconName } from '../design/icon.js';
import type { Reading } from '../reading.js';
import { saidUnits } from './amount-form.js';
import { InputField, SelectField, type Option } from './field.js';
import type { FormFault } from './form-fault.js';
import { formPage, type SignedIn } from './form-page.js';
import { countNames, type ScanFields } from './scan-form.js';

/** How a scan or a hand-over ended: always a word, with an icon and a colour. */
export type FlashWord =
  | 'added'
  | 'twice'
  | 'removed'
  | 'recalled'
  | 'unknown'
  | 'malformed'
  | 'taken'
  | 'handed'
  | 'refused';

export interface Flash {
  readonly word: FlashWord;
  /** The code it is about, or sentences of explanation in the reader's language. */
  readonly code?: string;
  readonly explanations?: readonly string[];
}

export interface ScanState {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  /** Sent back with the form; the same list sent twice is one hand-over. */
  readonly formId: string;
  readonly places: readonly Option[];
  readonly counterparts: readonly Option[];
  readonly list: ScanFields;
  readonly flash?: Flash;
  readonly faults: readonly FormFault[];
}

const looks: Readonly<Record<FlashWord, readonly [tone: string, icon: IconName]>> = {
  added: ['recorded', 'recorded'],
  twice: ['caution', 'caution'],
  removed: ['unknown', 'recorded'],
  recalled: ['stop', 'stop'],
  unknown: ['unknown', 'unknown'],
  malformed: ['unknown', 'caution'],
  taken: ['recorded', 'recorded'],
  handed: ['recorded', 'recorded'],
  refused: ['stop', 'stop'],
};

/**
 * Scanning with a wedge scanner or by hand: it types the code and presses Enter, the page answers with
 * one large word and is ready for the next. Enter presses the first button of a form, so *Add* comes
 * first in the page and the two large buttons can only be pressed on purpose.
 */
export function scanPage(state: ScanState): string {
  const title = speechIn(state.reading.language).say('scan.title');
  return formPage({
    title,
    reading: state.reading,
    signedInAs: state.signedInAs,
    faults: state.faults,
    children: (speech) => (
      <>
        {state.flash && <FlashBox flash={state.flash} speech={speech} />}
        <ScanForm state={state} speech={speech} />
      </>
    ),
  });
}

function FlashBox({ flash, speech }: { readonly flash: Flash; readonly speech: Speech }) {
  const [tone, icon] = looks[flash.word];
  return (
    <div class={`flash ${tone}`} role={tone === 'stop' ? 'alert' : 'status'}>
      <strong>
        <Icon name={icon} />
        {speech.say(`flash.${flash.word}`)}
      </strong>
      {flash.code !== undefined && (
        <p>
          <Code text={flash.code} />
        </p>
      )}
      {flash.explanations?.map((sentence) => (
        <p>{sentence}</p>
      ))}
    </div>
  );
}

function ScanForm({ state, speech }: { readonly state: ScanState; readonly speech: Speech }) {
  const { say } = speech;
  const { list, faults } = state;
  return (
    <form action="/scan" method="post" noValidate>
      <input type="hidden" name="formId" value={state.formId} />
      <div>
        <label for="code">{say('scan.code')}</label>
        <p class="hint" id="code-hint">
          {say('scan.hint')}
        </p>
        <input
          class="big"
          id="code"
          name="code"
          autofocus
          autocomplete="off"
          autocapitalize="characters"
          enterkeyhint="go"
          spellcheck={false}
          maxlength={256}
          aria-describedby="code-hint"
        />
        <button class="button quiet wide" name="act" value="add">
          {say('scan.add')}
        </button>
      </div>
      <ScanList list={list} faults={faults} speech={speech} />
      <SelectField
        name="place"
        label={say('scan.place')}
        value={list.place}
        choose={say('batch.choose')}
        options={state.places}
        faults={faults}
      />
      <SelectField
        name="counterpart"
        label={say('scan.counterpart')}
        {...(state.counterparts.length === 0 && { hint: say('scan.noCounterparts') })}
        value={list.counterpart}
        choose={say('batch.choose')}
        options={state.counterparts}
        faults={faults}
      />
      <InputField
        name="document"
        label={say('scan.document')}
        value={list.document}
        maxLength={64}
        faults={faults}
      />
      <div class="tasks">
        <button class="button" name="act" value="take-over">
          {say('scan.takeOver')}
        </button>
        <button class="button" name="act" value="hand-over">
          {say('scan.handOver')}
        </button>
      </div>
    </form>
  );
}

/** The codes so far, newest on top, each to be removed by one press. */
function ScanList(props: {
  readonly list: ScanFields;
  readonly faults: readonly FormFault[];
  readonly speech: Speech;
}) {
  const { list, speech } = props;
  const { say } = speech;
  return (
    <section class="part">
      <h2>
        {list.scans.length === 0
          ? say('scan.empty')
          : say('scan.list', { count: list.scans.length })}
      </h2>
      <ul class="scans">
        {[...list.scans].reverse().map((scan) => (
          <li>
            <Code text={scan} />
            <button class="link" name="remove" value={scan}>
              {say('scan.remove')}
              <span class="spoken"> {scan}</span>
            </button>
            <Count code={scan} {...props} />
          </li>
        ))}
      </ul>
      {list.scans.map((scan) => (
        <input type="hidden" name="scan" value={scan} />
      ))}
    </section>
  );
}

/** How much of a code there is, asked for once the books turn out not to know it. */
function Count(props: {
  readonly code: string;
  readonly list: ScanFields;
  readonly faults: readonly FormFault[];
  readonly speech: Speech;
}) {
  const { code, list, faults, speech } = props;
  const names = countNames(code);
  const typed = list.counted.get(code);
  if (typed === undefined && !faults.some(({ field }) => field === names.value)) return null;
  return (
    <div class="pair">
      <InputField
        name={names.value}
        label={speech.say('batch.quantity')}
        value={typed?.value ?? ''}
        inputMode="decimal"
        maxLength={20}
        faults={faults}
      />
      <SelectField
        name={names.unit}
        label={speech.say('batch.unit')}
        value={typed?.unit ?? 'KGM'}
        options={saidUnits.map((unit) => ({ value: unit, text: speech.unit(unit) }))}
        faults={faults}
      />
    </div>
  );
}
