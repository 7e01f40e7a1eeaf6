import type { Looks, LookVerdict } from '../scans/index.js';
import type { Answer } from './answer.js';
import { KeptAnswer } from './answer-memory.js';
import type { Passport } from './passport.js';
import type { Question } from './public-address.js';

/** Whoever asks. */
export interface Asker {
  /** The network address. */
  readonly sender: string;
  readonly agent: string;
  /** Whether it is a look of a person, which counts. Asked only where it matters. */
  readonly isLook: () => boolean;
}

/** What the owner of a code learns of what it answered. */
const lookVerdicts: Partial<Record<Passport['verdict'], LookVerdict>> = {
  recorded: 'recorded',
  'recorded-no-hop': 'recorded',
  expired: 'expired',
  recalled: 'recalled',
  withdrawn: 'withdrawn',
  'used-up': 'withdrawn',
  'suspected-copy': 'blocked',
  // Of a code that was never issued nothing is kept.
  unknown: 'inactive',
  unregistered: 'inactive',
};

/** Notes that somebody looked at what is known of a code: once for each who looks at the same answer. */
export function noteLook(
  looks: Looks,
  { question, answer }: { readonly question: Question; readonly answer: Answer },
  { sender, agent, isLook }: Asker,
): void {
  if (!(answer instanceof KeptAnswer) || !answer.isNewTo(`${sender}\n${agent}`)) return;
  const verdict = lookVerdicts[answer.verdict];
  if (verdict === undefined || !isLook()) return;
  const code = answer.code ?? ('code' in question ? question.code : undefined);
  if (code !== undefined) looks.note(code, verdict, { address: sender, agent });
}
