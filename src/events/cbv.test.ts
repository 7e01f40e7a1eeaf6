import { describe, expect, test } from '@jest/globals';
import { bizSteps, dispositions, measurementTypes, vocabularyWord } from './cbv.js';

describe('a word of the Core Business Vocabulary', () => {
  test.each([
    ['shipping'],
    ['https://ref.gs1.org/cbv/BizStep-shipping'],
    ['https://ns.gs1.org/cbv/BizStep-shipping'],
    ['http://ns.gs1.org/cbv/BizStep-shipping'],
    ['urn:epcglobal:cbv:bizstep:shipping'],
  ])('written %s is kept bare', (form) => {
    expect(vocabularyWord(bizSteps, form)).toBe('shipping');
  });

  test.each([
    ['transforming'],
    ['in_transit'],
    ['https://ref.gs1.org/cbv/BizStep-transforming'],
    ['https://ref.gs1.org/cbv/Disp-active'],
    ['urn:epcglobal:cbv:disp:active'],
    [''],
  ])('that is none (%s) is refused where a business step belongs', (form) => {
    expect(vocabularyWord(bizSteps, form)).toBeUndefined();
  });

  test('belongs to one list only', () => {
    expect(vocabularyWord(dispositions, 'in_transit')).toBe('in_transit');
    expect(vocabularyWord(bizSteps, 'in_transit')).toBeUndefined();
  });

  test('of another vocabulary is kept as its full IRI', () => {
    const own = 'https://example.com/bizStep/Inspecting';
    expect(vocabularyWord(bizSteps, own)).toBe(own);
    expect(vocabularyWord(bizSteps, 'urn:example:bizstep:x')).toBe('urn:example:bizstep:x');
  });
});

describe('a word that CBV 1.x had and 2.0 has not', () => {
  test.each(['damaged', 'disposed', 'expired', 'no_pedigree_match', 'recalled'])(
    'non_sellable_%s is its successor',
    (word) => {
      const urn = `urn:epcglobal:cbv:disp:non_sellable_${word}`;
      expect(vocabularyWord(dispositions, urn)).toBe(word);
      expect(vocabularyWord(bizSteps, urn)).toBeUndefined();
      expect(vocabularyWord(dispositions, `non_sellable_${word}`)).toBeUndefined();
    },
  );

  test('transforming has none, and is kept to the letter', () => {
    const urn = 'urn:epcglobal:cbv:bizstep:transforming';
    expect(vocabularyWord(bizSteps, urn)).toBe(urn);
    expect(vocabularyWord(dispositions, urn)).toBeUndefined();
  });
});

test('a measurement type we do not list stays an IRI, because the GS1 web vocabulary grows', () => {
  expect(vocabularyWord(measurementTypes, 'https://gs1.org/voc/Temperature')).toBe('Temperature');
  expect(vocabularyWord(measurementTypes, 'https://gs1.org/voc/New')).toBe(
    'https://gs1.org/voc/New',
  );
  expect(vocabularyWord(measurementTypes, 'New')).toBeUndefined();
});
