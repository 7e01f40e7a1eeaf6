import { speechIn } from '../catalogue/speech.js';
import { Code } from '../design/code.js';
import type { Reading } from '../reading.js';
import { InputField } from './field.js';
import { formPage, type SignedIn } from './form-page.js';

const labelCopiesMax = 60;

/** What a label says. */
export interface Label {
  readonly productName: string;
  readonly code: string;
  readonly number: string;
  readonly madeOn: string;
  readonly making: 'harvest' | 'production';
  readonly date?: { readonly kind: 'best-before' | 'use-by'; readonly on: string };
  /** The QR symbol as an SVG element, drawn by codes. It is set into the page as it stands. */
  readonly qrSvg: string;
}

/** A sheet of equal labels for the browser's own print command. Dates stand in the form of the sheet's language. */
export function labelsPage(sheet: {
  readonly reading: Reading;
  readonly signedInAs: SignedIn;
  readonly label: Label;
  readonly batchPath: string;
  readonly copies: number;
}): string {
  const title = speechIn(sheet.reading.language).say('labels.title');
  const { label, copies } = sheet;
  return formPage({
    title,
    reading: sheet.reading,
    signedInAs: sheet.signedInAs,
    children: ({ say, moments }) => (
      <>
        <p class="lead screen">{say('labels.how')}</p>
        <p class="screen">
          <a href={sheet.batchPath}>{say('labels.back')}</a>
        </p>
        <form method="get" class="screen">
          <InputField
            name="copies"
            type="number"
            label={say('labels.count')}
            value={String(copies)}
            max={String(labelCopiesMax)}
            faults={[]}
          />
          <button class="button quiet wide">{say('labels.refresh')}</button>
          <button class="button wide" formaction={`${sheet.batchPath}/labels.pdf`}>
            {say('labels.pdf')}
          </button>
          <p class="hint">{say('labels.pdfHow')}</p>
        </form>
        <div class="sheet">
          {Array.from({ length: copies }, () => (
            <div class="label">
              <div class="qr" dangerouslySetInnerHTML={{ __html: label.qrSvg }} />
              <div>
                <p class="goods">{label.productName}</p>
                <Code text={label.code} />
                <p>
                  {say('facts.batchNumber')} {label.number}
                </p>
                <p>
                  {say(`facts.${label.making}`)} {moments.day(label.madeOn)}
                </p>
                {label.date && (
                  <p>
                    {say(`facts.${label.date.kind}`)} {moments.day(label.date.on)}
                  </p>
                )}
                <p>{say('labels.scanMe')}</p>
              </div>
            </div>
          ))}
        </div>
      </>
    ),
  });
}

/** How many labels to show: at least one, at most what prints in one go, twelve when nothing is asked. */
export function readCopies(fields: URLSearchParams): number {
  const wish = Number.parseInt(fields.get('copies') ?? '', 10);
  return Number.isNaN(wish) ? 12 : Math.min(labelCopiesMax, Math.max(1, wish));
}
