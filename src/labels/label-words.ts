import type { Language } from '../platform/index.js';

/** Words on labels. A label has little room, so each is the shortest that is understood. */
export interface LabelWords {
  readonly batch: string;
  readonly made: string;
  readonly bestBefore: string;
  readonly useBy: string;
  readonly from: string;
  readonly by: string;
  readonly scan: string;
}

const words: Readonly<Record<Language, LabelWords>> = {
  en: {
    ...{ batch: 'Batch', made: 'Made', bestBefore: 'Best before', useBy: 'Use by' },
    ...{ from: 'From', by: 'By', scan: 'Scan to trace' },
  },
  'zh-CN': {
    ...{ batch: '批号', made: '生产日期', bestBefore: '保质期至', useBy: '食用期限' },
    ...{ from: '产地', by: '生产者', scan: '扫码追溯' },
  },
};

export function wordsIn(language: Language): LabelWords {
  return words[language];
}
