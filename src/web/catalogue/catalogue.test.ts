import { describe, expect, it } from '@jest/globals';
import { languages, wordingsOf, type Text } from '../../platform/index.js';
import { catalogues } from './speech.js';

const keys = Object.keys(catalogues.en) as (keyof typeof catalogues.en)[];

const parametersOf = (text: Text) =>
  [...new Set(wordingsOf(text).flatMap((wording) => wording.match(/\{\w+\}/g) ?? []))].sort();

describe('the catalogues', () => {
  it.each(languages)('in %s hold the same keys as the original, none empty', (language) => {
    expect(Object.keys(catalogues[language]).sort()).toEqual([...keys].sort());
    for (const key of keys) {
      for (const wording of wordingsOf(catalogues[language][key]))
        expect(wording.trim()).toBe(wording);
      expect(wordingsOf(catalogues[language][key])).not.toContain('');
    }
  });

  it.each(keys)('use the same parameters in every language for %s', (key) => {
    expect(parametersOf(catalogues['zh-CN'][key])).toEqual(parametersOf(catalogues.en[key]));
  });

  it('write Chinese in Chinese and English without it', () => {
    for (const key of keys) {
      expect(wordingsOf(catalogues.en[key]).join()).not.toMatch(/\p{Script=Han}/u);
      expect(wordingsOf(catalogues['zh-CN'][key]).join()).toMatch(/\p{Script=Han}/u);
    }
  });
});
