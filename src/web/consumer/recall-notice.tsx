import type { RecalledPassport } from '../../lookup/index.js';
import type { Speech } from '../catalogue/speech.js';
import { Code } from '../design/code.js';
import { goodsName } from './verdict.js';

/** What stands under "Stop: recalled": which goods, what to do, the money, why, whom to ask. */
export function RecallNotice(props: {
  readonly passport: RecalledPassport;
  readonly speech: Speech;
}) {
  const { passport, speech } = props;
  const { recall } = passport;
  const { say, name, moments } = speech;
  const order = { name: name(recall.orderedBy), day: moments.day(recall.openedAt) };
  return (
    <>
      <p class="goods">{goodsName(passport, speech)}</p>
      <p>
        <Code text={passport.code.text} />
      </p>
      <h2>{say('recall.todo')}</h2>
      <ol class="todo">
        <li>{say('recall.doNotEat')}</li>
        <li>{say('recall.takeBack')}</li>
        {recall.advice && <li>{name(recall.advice)}</li>}
      </ol>
      {recall.refund && (
        <>
          <h2>{say('recall.refund')}</h2>
          <p>{name(recall.refund)}</p>
        </>
      )}
      <h2>{say('recall.reason')}</h2>
      <p>{name(recall.reason)}</p>
      <p>
        {recall.byRegulator
          ? say('recall.orderedByRegulator', order)
          : say('recall.ordered', order)}
      </p>
      {recall.contact && <p>{say('recall.ask', { name: name(recall.contact) })}</p>}
    </>
  );
}
