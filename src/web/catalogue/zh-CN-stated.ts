import type { Translation } from '../../platform/index.js';
import type { stated as original } from './en-stated.js';

/** What is said of codes of other schemes, which firms say their goods bear. */
export const stated: Translation<typeof original> = {
  'verdict.stated': '企业自行声明，未经核实',
  'verdict.statedUnread': '其中可能有正在召回的，请查询批号',

  'stated.one':
    '{owner}声明其产品带有此编号（{scheme}）。这只是企业自己的说法，不能证明您手中的商品出自该企业。',
  'stated.several':
    '有企业声明下列产品带有此编号。这只是企业自己的说法，不能作为证明，请逐一与包装核对。',
  'stated.recalled': '{owner}声明批次{batch}带有此编号，该批次正在召回。与包装核对之前请勿食用。',
  'stated.someRecalled': '下列产品中有正在召回的。食用前请与包装核对产品和批号，或先问商家。',
  'stated.as': '编号类型',
  'stated.saidBy': '声明企业',
  'stated.thingRecalled': '正在召回，请勿食用。',
  'stated.batchesRecalled': '部分批次已召回，请核对批号。',
  'stated.unread':
    '带有此编号的产品过多，未能逐一核查是否召回。食用前请查询包装上带批号的码，或先问商家。',
  'stated.more': '还有更多产品未在此列出。',
  'stated.page': '查看已登记的信息',

  'unknown.otherScheme':
    '它看起来是其他编码体系的码：{schemes}。没有企业向我们声明过它，这与您手中商品的好坏无关。请与包装核对，并向该体系的管理方查询。',

  'scheme.veterinary-drug': '兽药追溯码',
  'scheme.pesticide': '农药追溯码',
  'scheme.organic': '有机码',
  'scheme.seed': '种子标签码',
  'scheme.food-licence': '食品生产许可证编号',
  'scheme.ma': '统一标识代码',
  'scheme.vaa': '工业互联网标识',
  'scheme.ecode': '物联网统一标识',
  'scheme.national-trace': '国家追溯平台的码',
};
