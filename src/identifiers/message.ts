import { readDigitalLink } from './digital-link.js';
import type { Element } from './elements/ai-table.js';
import { readElementString, separator } from './elements/element-string.js';
import { readScan } from './elements/scan.js';

/**
 * All that a label says beside a GS1 key, such as its dates, in the order of the label; of a text that `parseTyped` has read.
 * Which of it names the thing is what `parseTyped` answers. Nothing of a code of ours or a URI of somebody else.
 */
export function elementsIn(text: string): readonly Element[] {
  const typed = text.trim();
  if (typed.startsWith(']')) {
    const scanned = readScan(typed, 'tolerant');
    return 'elements' in scanned ? scanned.elements : elementsIn(scanned.text);
  }
  if (typed.startsWith('(') || typed.startsWith(separator)) {
    return readElementString(typed, 'tolerant');
  }
  const link = readDigitalLink(typed.startsWith('/') ? `https://id.gs1.org${typed}` : typed);
  return link === undefined ? [] : [...link.path, ...link.attributes];
}
