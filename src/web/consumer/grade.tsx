import type { Evidence } from '../../lookup/index.js';
import type { Speech } from '../catalogue/speech.js';

/** How well a fact is proven, as a word. */
export function Grade(props: { readonly evidence: Evidence; readonly speech: Speech }) {
  return <span class="grade">{props.speech.say(`evidence.${props.evidence}`)}</span>;
}
