import { speechIn } from '../catalogue/speech.js';
import type { Reading } from '../reading.js';
import { formPage } from './form-page.js';

const texts = {
  issuer: { title: 'account.going', button: 'account.go' },
  signedIn: { title: 'account.signedIn', button: 'account.goOn' },
} as const;

interface Onward {
  readonly reading: Reading;
  readonly address: string;
  readonly to: keyof typeof texts;
}

/** A page that goes on by itself, with a link for browsers that do not. */
export function onwardPage({ reading, address, to }: Onward): string {
  const { title, button } = texts[to];
  const { say } = speechIn(reading.language);
  return formPage({
    title: say(title),
    reading,
    children: () => (
      <p class="group">
        <a class="button" href={address}>
          {say(button)}
        </a>
      </p>
    ),
  });
}
