import type { ReportRequest } from '../../complaints/index.js';

/** What consumers of the stories report, by the word that a story uses. */
export const demoComplaints: Readonly<Record<string, Omit<ReportRequest, 'code'>>> = {
  brown: {
    kind: 'spoiled',
    words:
      '六个桃子里有三个第二天就褐了心，闻起来有酒味。\nThree of six peaches were brown inside the next day, and smelled of wine.',
    language: 'zh-CN',
    shop: 'Corner Market 街角市场',
    place: '北京 Beijing',
    contact: 'lin@shopper.example',
  },
};
