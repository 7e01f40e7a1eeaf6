import type { NewProduct } from '../../products/index.js';

/** Three kinds of food that differ: fresh produce (of two growers), chilled meat, and a processed product. */
export const demoProducts: readonly (NewProduct & {
  readonly id: string;
  readonly owner: string;
})[] = [
  {
    id: 'peach',
    owner: 'orchard',
    name: 'Yellow peaches',
    names: { en: 'Yellow peaches', 'zh-CN': '黄桃' },
    itemCode: 'PEACH-Y',
    category: 'fresh fruit',
    unit: 'KGM',
    dateType: 'best-before',
    shelfLifeDays: 14,
    storage: { minCelsius: '0', maxCelsius: '8' },
  },
  {
    id: 'hill',
    owner: 'hillside',
    name: 'Hillside peaches for processing',
    names: { en: 'Hillside peaches for processing', 'zh-CN': '山坡加工用桃' },
    itemCode: 'PEACH-P',
    category: 'fresh fruit',
    unit: 'KGM',
    dateType: 'none',
  },
  {
    id: 'pork',
    owner: 'ranch',
    name: 'Chilled pork loin',
    names: { en: 'Chilled pork loin', 'zh-CN': '冷鲜猪里脊' },
    itemCode: 'PORK-LOIN',
    category: 'chilled meat',
    unit: 'KGM',
    dateType: 'use-by',
    shelfLifeDays: 21,
    storage: { minCelsius: '0', maxCelsius: '4' },
  },
  {
    id: 'nectar',
    owner: 'clearwater',
    name: 'Peach nectar',
    names: { en: 'Peach nectar', 'zh-CN': '桃汁饮料' },
    itemCode: 'NECTAR',
    category: 'fruit nectar',
    unit: 'KGM',
    dateType: 'best-before',
    shelfLifeDays: 180,
    storage: { minCelsius: null, maxCelsius: '25' },
  },
];
