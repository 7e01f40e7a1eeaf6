import type { ProductPassport } from '../../lookup/index.js';
import type { Speech } from '../catalogue/speech.js';
import { Code } from '../design/code.js';
import { FurtherPages } from './further-pages.js';
import { Fact } from './product-facts.js';
import { EnterCode } from './unfound.js';

interface Props {
  readonly passport: ProductPassport;
  readonly speech: Speech;
}

/** Why nothing is said of a pack: none is named, or no such number is registered. */
export function ProductReasons({ passport, speech }: Props) {
  const { say, name, moments } = speech;
  const { verdict, missing, someRecalled, asKnownAt } = passport;
  const owner = name(passport.owner);
  return (
    <>
      {verdict === 'product' ? (
        <p>{say('band.product', { owner })}</p>
      ) : (
        <p>{say(`band.unregistered.${missing ?? 'serial'}`, { owner })}</p>
      )}
      {someRecalled === true && <p>{say('band.productRecalled')}</p>}
      {asKnownAt !== undefined && (
        <p>{say('band.asKnownAt', { moment: moments.moment(asKnownAt) })}</p>
      )}
    </>
  );
}

/** The product that the GTIN names, and the way to ask for a pack. */
export function ProductAlone({ passport, speech }: Props) {
  const { say, name } = speech;
  const { product, owner, code, pages } = passport;
  return (
    <>
      <section class="product">
        <h2>{name(product.name)}</h2>
        <dl class="facts">
          <Fact term={say('facts.owner')}>{name(owner)}</Fact>
          <Fact term={say('technical.gtin')}>{product.gtin}</Fact>
          <Fact term={say('unknown.codeAsked')}>
            <Code text={code} />
          </Fact>
        </dl>
      </section>
      <EnterCode speech={speech} />
      {pages !== undefined && pages.length > 0 && (
        <section class="part">
          <h2>{say('pages.ofOwner', { owner: name(owner) })}</h2>
          <FurtherPages pages={pages} />
        </section>
      )}
    </>
  );
}
