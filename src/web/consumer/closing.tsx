import type { KnownGoods } from '../../lookup/index.js';
import type { Speech } from '../catalogue/speech.js';
import { Code } from '../design/code.js';
import { Fact } from './product-facts.js';

interface Props {
  readonly goods: KnownGoods;
  readonly speech: Speech;
}

/** What the page cannot tell, said as plainly as what it can. */
export function Unseen({ goods, speech }: Props) {
  const { say } = speech;
  const gaps = goods.journey.filter(({ kind }) => kind === 'gap').length;
  const toldByOne = goods.journey.filter(
    (entry) => entry.kind === 'step' && entry.evidence === 'self-declared',
  );
  return (
    <section class="part">
      <h2>{say('unseen.title')}</h2>
      <ul class="plain">
        {gaps > 0 && <li>{say('unseen.gaps', { count: gaps })}</li>}
        {goods.stepsLeftOut !== undefined && (
          <li>{say('unseen.leftOut', { count: goods.stepsLeftOut })}</li>
        )}
        {toldByOne.length > 0 && <li>{say('unseen.selfDeclared', { count: toldByOne.length })}</li>}
        <li>{say('unseen.noCold')}</li>
        <li>{say('unseen.noTests')}</li>
        <li>{say('unseen.limit')}</li>
      </ul>
    </section>
  );
}

/** Where goods with this code are reported: the code stands in the path, since how a page is read stands in the query. */
export const reportPath = (code: string) => `/complaints/about/${encodeURIComponent(code)}`;

/** Whom to tell when something is wrong. */
export function ReportProblem({ goods, speech: { say } }: Props) {
  return (
    <section class="part">
      <h2>{say('report.title')}</h2>
      <p>{say('report.tell')}</p>
      <p class="screen">
        <a class="button quiet" href={reportPath(goods.code.text)}>
          {say('report.link')}
        </a>
      </p>
    </section>
  );
}

/** For those who check: the identifiers in full and the way to the same answer as JSON. */
export function Technical({ goods, speech }: Props) {
  const { say, moments } = speech;
  const { code, product } = goods;
  return (
    <details>
      <summary>{say('technical.title')}</summary>
      <dl class="facts">
        <Fact term={say('technical.code')}>
          <Code text={code.text} />
        </Fact>
        {product?.gtin !== undefined && <Fact term={say('technical.gtin')}>{product.gtin}</Fact>}
        <Fact term={say('technical.issued')}>{moments.day(code.issuedOn)}</Fact>
        <Fact term={say('technical.link')}>{code.link}</Fact>
        <Fact term={say('technical.machine')}>{say('technical.machineHow')}</Fact>
      </dl>
    </details>
  );
}
