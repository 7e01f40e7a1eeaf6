import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AddressMemory } from './address-memory.js';
import { Answer } from './answer.js';

const read = (memory: AddressMemory, url: string) => {
  const [path = '', search = ''] = url.split('?');
  return memory.get(url) ?? memory.read(url, path, search);
};

const address = fc.oneof(
  fc.string({ maxLength: 20 }).map((text) => `/t/${encodeURIComponent(text)}`),
  fc.constantFrom('/01/06901234567892', '/01/06901234567892/10/A?linkType=gs1:pip', '/t/1/qr.svg'),
  fc.string({ maxLength: 5 }).map((text) => `/${encodeURIComponent(text)}`),
);

describe('the memory of addresses', () => {
  it('says of each address what reading it anew says', () => {
    fc.assert(
      fc.property(fc.array(address), (urls) => {
        const memory = new AddressMemory();
        for (const url of [...urls, ...urls]) {
          expect(read(memory, url)).toEqual(read(new AddressMemory(), url));
        }
      }),
    );
  });

  it('reads an address that comes again no second time, and what is no code has one answer', () => {
    const memory = new AddressMemory();
    const first = read(memory, '/t/K7M2');
    expect(first?.asked).toBeInstanceOf(Answer);
    expect(read(memory, '/t/K7M2')).toBe(first);
  });

  it('keeps no more than 200, and none that somebody makes up to fill it', () => {
    const memory = new AddressMemory();
    const urls = Array.from({ length: 1_000 }, (_, i) => `/t/${i}A`);
    for (const url of urls) {
      read(memory, url);
      expect(memory.get(url)).toBeDefined();
    }
    expect(urls.filter((url) => memory.get(url) !== undefined).length).toBeLessThanOrEqual(200);
    const long = `/t/${'A'.repeat(200)}`;
    expect(read(memory, long)).toBeDefined();
    expect(memory.get(long)).toBeUndefined();
  });
});
