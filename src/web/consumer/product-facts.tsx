import type { ComponentChildren } from 'preact';
import type { KnownGoods, PublicBatch } from '../../lookup/index.js';
import type { Speech } from '../catalogue/speech.js';
import { Code } from '../design/code.js';

interface Props {
  readonly goods: KnownGoods;
  readonly speech: Speech;
  readonly now: number;
}

/** The product, then the four facts people look for: which batch, how old, until when, from where. */
export function ProductFacts({ goods, speech, now }: Props) {
  const { say, name } = speech;
  const { product, batch, code, origin, contents } = goods;
  return (
    <section class="product">
      <h2>{product === undefined ? say('facts.unit') : name(product.name)}</h2>
      <dl class="facts">
        <Fact term={say(`facts.${code.kind}Code`)}>
          <Code text={code.text} />
        </Fact>
        {batch && <BatchFacts batch={batch} speech={speech} now={now} />}
        {origin && <Fact term={say('facts.origin')}>{name(origin)}</Fact>}
        {contents && (
          <Fact term={say('facts.contents')}>{speech.moments.list(contents.map(name))}</Fact>
        )}
      </dl>
    </section>
  );
}

function BatchFacts(props: {
  readonly batch: PublicBatch;
  readonly speech: Speech;
  readonly now: number;
}) {
  const { batch, now } = props;
  const { say, moments } = props.speech;
  const from = moments.day(batch.madeOn);
  const made =
    batch.madeUntil === undefined
      ? from
      : say('facts.dayRange', { from, until: moments.day(batch.madeUntil) });
  return (
    <>
      <Fact term={say('facts.batchNumber')}>{batch.number}</Fact>
      <Fact term={say(`facts.${batch.making}`)}>
        {made} <Aside>{moments.ageOfDay(batch.madeUntil ?? batch.madeOn, now, batch.offset)}</Aside>
      </Fact>
      {batch.date && (
        <Fact term={say(`facts.${batch.date.kind}`)}>{moments.day(batch.date.on)}</Fact>
      )}
    </>
  );
}

/** One term and what it is. */
export function Fact(props: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Aside({ children }: { readonly children: ComponentChildren }) {
  return <small class="soft aside">{children}</small>;
}
