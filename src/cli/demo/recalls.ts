import type { RecallOrder } from '../../recalls/index.js';

/** What the recalls of the stories say to everyone, by the word that a story uses. */
export const demoRecalls: Readonly<Record<string, Omit<RecallOrder, 'batchIds'>>> = {
  listeria: {
    grade: 1,
    reason: 'Listeria monocytogenes found in a sample. 抽检发现单核细胞增生李斯特氏菌。',
    advice: 'Wash what it has touched. 请清洗它接触过的器具和台面。',
    refund: 'Any shop that sold it pays the full price back. 可在任一购买门店全额退款。',
    contact: 'Oakfield Meats 橡野肉业, +86 395 000 0000',
  },
  'hail-net': {
    grade: 3,
    reason: 'Pieces of a torn hail net found among the fruit. 果实中发现防雹网碎片。',
    refund: 'The shop takes it back. 门店可退货。',
    contact: 'Riverbend Orchard 河湾果园, +86 10 0000 0000',
  },
};

/** How a recall ends, in the words of whoever closes it. */
export const closingWords: Readonly<Record<string, string>> = {
  sorted: 'What was left came back and was destroyed; 110 kg had been sold, no complaint came in.',
};
