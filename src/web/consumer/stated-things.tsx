import type { StatedPassport, StatedThing } from '../../lookup/index.js';
import type { Speech } from '../catalogue/speech.js';
import { Code } from '../design/code.js';
import { Icon } from '../design/icon.js';
import { Fact } from './product-facts.js';
import { EnterCode } from './unfound.js';
import { isOnlyOne, isWarned } from './verdict.js';

interface Props {
  readonly passport: StatedPassport;
  readonly speech: Speech;
}

/** Who says so, and that it is no more than what they say; first of all what is recalled. */
export function StatedReasons({ passport, speech }: Props) {
  const { say, name } = speech;
  const { things, more, othersMayBeRecalled } = passport;
  const [thing] = things;
  const owner = thing === undefined ? '' : name(thing.owner);
  if (thing?.recalled && isOnlyOne(passport)) {
    return <p>{say('stated.recalled', { owner, batch: thing.batch ?? '' })}</p>;
  }
  return (
    <>
      {things.some(isWarned) && <p>{say('stated.someRecalled')}</p>}
      {othersMayBeRecalled === true && <p>{say('stated.unread')}</p>}
      {thing !== undefined && isOnlyOne(passport) ? (
        <p>{say('stated.one', { owner, scheme: say(`scheme.${thing.scheme}`) })}</p>
      ) : (
        <p>{say('stated.several')}</p>
      )}
      {more === true && <p>{say('stated.more')}</p>}
    </>
  );
}

/** The goods that are said to bear the code, by product and firm. */
export function StatedThings({ passport, speech }: Props) {
  const { say } = speech;
  return (
    <>
      {passport.things.map((thing) => (
        <Thing thing={thing} speech={speech} />
      ))}
      <section class="part">
        <h2>{say('unknown.codeAsked')}</h2>
        <p class="typed">
          <Code text={passport.code} />
        </p>
      </section>
      <EnterCode speech={speech} />
    </>
  );
}

function Thing({ thing, speech }: { readonly thing: StatedThing; readonly speech: Speech }) {
  const { say, name } = speech;
  const { product, owner, scheme, batch, recalled, someRecalled, page } = thing;
  return (
    <section class="product">
      <h2>{name(product.name)}</h2>
      {recalled === true && <Warning>{say('stated.thingRecalled')}</Warning>}
      {someRecalled === true && <Warning>{say('stated.batchesRecalled')}</Warning>}
      <dl class="facts">
        <Fact term={say('stated.saidBy')}>{name(owner)}</Fact>
        <Fact term={say('stated.as')}>{say(`scheme.${scheme}`)}</Fact>
        {batch !== undefined && <Fact term={say('facts.batchNumber')}>{batch}</Fact>}
        {product.gtin !== undefined && <Fact term={say('technical.gtin')}>{product.gtin}</Fact>}
      </dl>
      {page !== undefined && (
        <p class="screen group">
          <a class="button quiet" href={new URL(page).pathname}>
            {say('stated.page')}
          </a>
        </p>
      )}
    </section>
  );
}

function Warning({ children }: { readonly children: string }) {
  return (
    <div class="note caution">
      <Icon name="caution" />
      <p>{children}</p>
    </div>
  );
}
