import { DateTime } from 'luxon';
import { speechIn, type Speech } from '../catalogue/speech.js';
import { Code } from '../design/code.js';
import { Icon } from '../design/icon.js';
import type { Reading } from '../reading.js';
import type { AmountTyped } from './amount-form.js';
import { InputField, SelectField } from './field.js';
import type { FormFault } from './form-fault.js';
import { formPage, type SignedIn } from './form-page.js';
import { makings, type PlaceChoice } from './new-batch-form.js';

/** What the new-batch form shows: choices, what was typed so far and what is wrong with it. */
export interface NewBatchState {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  /** Sent back with the form; the same form sent twice registers one batch. */
  readonly formId: string;
  readonly products: readonly { readonly id: string; readonly name: string }[];
  readonly places: readonly PlaceChoice[];
  /** Unit codes on offer, the most likely first; customary ones among them. */
  readonly units: readonly string[];
  /** The fields as typed, or the defaults from last time. */
  readonly fields: URLSearchParams;
  readonly faults: readonly FormFault[];
  readonly now: number;
}

/** Registering a batch on one screen, in the units that people say. */
export function newBatchPage(state: NewBatchState): string {
  const { reading, signedInAs, faults } = state;
  const title = speechIn(reading.language).say('batch.title');
  return formPage({
    title,
    reading,
    signedInAs,
    faults,
    children: (speech) =>
      state.products.length === 0 || state.places.length === 0 ? (
        <p class="lead">
          {speech.say(state.products.length === 0 ? 'batch.noProducts' : 'batch.noPlaces')}
        </p>
      ) : (
        <NewBatchForm state={state} speech={speech} />
      ),
  });
}

function NewBatchForm({
  state,
  speech,
}: {
  readonly state: NewBatchState;
  readonly speech: Speech;
}) {
  const { say } = speech;
  const { faults } = state;
  const value = (name: string) => state.fields.get(name) ?? '';
  return (
    <form action="/desk/batches" method="post" noValidate>
      <input type="hidden" name="formId" value={state.formId} />
      <SelectField
        name="product"
        label={say('batch.product')}
        value={value('product')}
        choose={say('batch.choose')}
        options={state.products.map(({ id, name }) => ({ value: id, text: name }))}
        faults={faults}
        required
      />
      <MakingChoice value={value('making')} speech={speech} faults={faults} />
      <div class="pair">
        <InputField
          name="quantity"
          label={say('batch.quantity')}
          value={value('quantity')}
          inputMode="decimal"
          maxLength={20}
          faults={faults}
          required
        />
        <SelectField
          name="unit"
          label={say('batch.unit')}
          value={value('unit')}
          options={state.units.map((code) => ({ value: code, text: speech.unit(code) }))}
          faults={faults}
        />
      </div>
      <SelectField
        name="place"
        label={say('batch.place')}
        value={value('place')}
        choose={say('batch.choose')}
        options={state.places.map(({ id, name }) => ({ value: id, text: name }))}
        faults={faults}
        required
      />
      <div class="pair">
        <InputField
          name="day"
          type="date"
          label={say('batch.day')}
          value={value('day')}
          max={latestDay(state)}
          faults={faults}
          required
        />
        <InputField
          name="time"
          type="time"
          label={say('batch.time')}
          value={value('time')}
          faults={faults}
        />
      </div>
      <p class="hint">{say('batch.timeHint')}</p>
      <InputField
        name="number"
        label={say('batch.number')}
        hint={say('batch.numberHint')}
        value={value('number')}
        maxLength={20}
        faults={faults}
      />
      <button class="button wide">
        <Icon name="recorded" />
        {say('batch.button')}
      </button>
    </form>
  );
}

function MakingChoice(props: {
  readonly value: string;
  readonly speech: Speech;
  readonly faults: readonly FormFault[];
}) {
  const { say } = props.speech;
  const fault = props.faults.find(({ field }) => field === 'making');
  return (
    <fieldset class="group" id="making" aria-describedby={fault && 'making-fault'}>
      <legend>{say('batch.making')}</legend>
      {makings.map((making) => (
        <label class="radio">
          <input type="radio" name="making" value={making} checked={making === props.value} />
          {say(`batch.${making}`)}
        </label>
      ))}
      {fault && (
        <p class="fault" id="making-fault">
          {fault.text}
        </p>
      )}
    </fieldset>
  );
}

/** Today where the day is furthest on among the places offered: a bound for the date picker. */
function latestDay({ places, now }: NewBatchState): string {
  return places
    .map(({ zone }) => DateTime.fromMillis(now, { zone }).toFormat('yyyy-MM-dd'))
    .reduce((latest, day) => (day > latest ? day : latest));
}

/** What the producer sees once the batch is registered: its code, large, what it says, and the next steps. */
export function batchRegisteredPage(done: {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  readonly productName: string;
  readonly number: string;
  readonly code: string;
  readonly amount: AmountTyped;
  readonly madeOn: string;
  readonly making: 'harvest' | 'production';
  /** Path of the label sheet and of the public page. */
  readonly labelsPath: string;
  readonly publicPath: string;
}): string {
  const title = speechIn(done.reading.language).say('batch.done');
  return formPage({
    title,
    reading: done.reading,
    signedInAs: done.signedInAs,
    children: ({ say, unit, moments }) => (
      <>
        <div class="flash recorded" role="status">
          <strong>
            <Icon name="recorded" />
            <Code text={done.code} />
          </strong>
          <p>
            {done.productName} · {done.number}
          </p>
          <p>
            {done.amount.value} {unit(done.amount.unit)} · {say(`facts.${done.making}`)}{' '}
            {moments.day(done.madeOn)}
          </p>
        </div>
        <section class="card">
          <h2>{say('batch.next')}</h2>
          <ul class="links">
            <li>
              <a href={done.labelsPath}>{say('batch.print')}</a>
            </li>
            <li>
              <a href={done.publicPath}>{say('batch.seen')}</a>
            </li>
            <li>
              <a href="/desk/batches/new">{say('batch.another')}</a>
            </li>
          </ul>
        </section>
      </>
    ),
  });
}
