import {
  complaintKinds,
  photosMax,
  photoTypes,
  lineMax,
  wordsMax,
} from '../../complaints/index.js';
import { speechIn, type Speech } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { InputField, PhotosField, SelectField, TextField } from './field.js';
import type { TypedForm } from './form-fault.js';
import { formPage } from './form-page.js';
import { trapField } from './report-form.js';

interface ReportState extends TypedForm {
  readonly reading: Reading;
  /** The mark of this form: sent twice, it is one report. */
  readonly once: string;
}

/** Where a consumer reports what is wrong; nothing but code, kind and words is asked for. */
export function reportPage({ reading, once, fields, faults }: ReportState): string {
  const { say } = speechIn(reading.language);
  const { count, megabytes } = { count: photosMax.count, megabytes: photosMax.bytes / 1024 ** 2 };
  const value = (name: string) => fields.get(name) ?? '';
  return formPage({
    title: say('report.link'),
    reading,
    faults,
    children: (speech) => (
      <>
        <p class="lead">{say('report.lead')}</p>
        <p>{say('report.emergency')}</p>
        <form action="/complaints" method="post" encType="multipart/form-data" noValidate>
          <input type="hidden" name="once" value={once} />
          <InputField
            name="code"
            label={say('report.code')}
            value={value('code')}
            maxLength={lineMax}
            faults={faults}
            required
          />
          <SelectField
            name="kind"
            label={say('report.kind')}
            value={value('kind')}
            choose={say('report.kindChoose')}
            options={complaintKinds.map((kind) => ({
              value: kind,
              text: say(`report.kind.${kind}`),
            }))}
            faults={faults}
            required
          />
          <TextField
            name="words"
            label={say('report.words')}
            value={value('words')}
            maxLength={wordsMax}
            faults={faults}
          />
          <PhotosField
            name="photos"
            label={say('report.photos')}
            hint={say('report.photosHint', { count, megabytes })}
            types={photoTypes}
            faults={faults}
          />
          <Purchase fields={fields} faults={faults} speech={speech} />
          <div class="spoken" aria-hidden="true">
            <label for={trapField}>{say('report.trap')}</label>
            <input id={trapField} name={trapField} tabIndex={-1} autocomplete="off" />
          </div>
          <p class="group small">{say('report.who')}</p>
          <button class="button wide">{say('report.button')}</button>
        </form>
      </>
    ),
  });
}

/** When and where it was bought, and where the consumer may be asked: all of it as they like. */
function Purchase({ fields, faults, speech: { say } }: TypedForm & { readonly speech: Speech }) {
  const line = (name: 'shop' | 'place' | 'contact', hint: string) => (
    <InputField
      name={name}
      label={say(`report.${name}`)}
      hint={hint}
      value={fields.get(name) ?? ''}
      maxLength={lineMax}
      faults={faults}
    />
  );
  return (
    <>
      <InputField
        name="boughtOn"
        type="date"
        label={say('report.boughtOn')}
        hint={say('report.optional')}
        value={dayIn(fields.get('boughtOn'))}
        faults={faults}
      />
      {line('shop', say('report.optional'))}
      {line('place', say('report.optional'))}
      {line('contact', say('report.contactHint'))}
    </>
  );
}

/** A browser shows a day or nothing. */
function dayIn(typed: string | null | undefined): string {
  return typed != null && /^\d{4}-\d{2}-\d{2}$/.test(typed) ? typed : '';
}
