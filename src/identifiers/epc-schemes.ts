/** How the fields of an EPC URN (GS1 Tag Data Standard) lie in the value of an application identifier. */
export interface EpcScheme {
  /** The word after `urn:epc:id:`; a batch stands under `urn:epc:class:`. */
  readonly name: string;
  readonly type: 'id' | 'class';
  /** The primary key whose value the fields make up. */
  readonly ai: string;
  /**
   * Digits of company prefix and reference together, to which a check digit is added. 0 for keys that are
   * prefix and text in one: their reference takes the rest of the URN, dots and all, unless a serial follows.
   */
  readonly digits: number;
  /** GTIN and SSCC start with the first digit of the reference; a GRAI starts with a zero. */
  readonly lead?: 'reference' | 'zero';
  /** The field after the reference: the tail of the same value, or the value of this qualifier. */
  readonly serial?: 'tail' | '10' | '21' | '235' | '254' | '8011';
  /** Two fields between reference and serial, piece and total, are the tail of the value. */
  readonly pieces?: true;
}

/** Of the schemes of one key the first also writes its class, such as `urn:epc:idpat:sgtin:4012345.044444.*`. */
export const epcSchemes: readonly EpcScheme[] = [
  { name: 'sgtin', type: 'id', ai: '01', digits: 13, lead: 'reference', serial: '21' },
  { name: 'upui', type: 'id', ai: '01', digits: 13, lead: 'reference', serial: '235' },
  { name: 'lgtin', type: 'class', ai: '01', digits: 13, lead: 'reference', serial: '10' },
  {
    name: 'itip',
    type: 'id',
    ai: '8006',
    digits: 13,
    lead: 'reference',
    serial: '21',
    pieces: true,
  },
  { name: 'sscc', type: 'id', ai: '00', digits: 17, lead: 'reference' },
  { name: 'sgln', type: 'id', ai: '414', digits: 12, serial: '254' },
  { name: 'pgln', type: 'id', ai: '417', digits: 12 },
  { name: 'grai', type: 'id', ai: '8003', digits: 12, lead: 'zero', serial: 'tail' },
  { name: 'giai', type: 'id', ai: '8004', digits: 0 },
  { name: 'gdti', type: 'id', ai: '253', digits: 12, serial: 'tail' },
  { name: 'sgcn', type: 'id', ai: '255', digits: 12, serial: 'tail' },
  { name: 'ginc', type: 'id', ai: '401', digits: 0 },
  { name: 'gsin', type: 'id', ai: '402', digits: 16 },
  { name: 'cpi', type: 'id', ai: '8010', digits: 0, serial: '8011' },
  { name: 'gsrnp', type: 'id', ai: '8017', digits: 17 },
  { name: 'gsrn', type: 'id', ai: '8018', digits: 17 },
];
