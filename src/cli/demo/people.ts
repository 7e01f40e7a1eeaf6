import type { OrganisationRole } from '../../access/index.js';
import type { LocationKind } from '../../parties/index.js';

/** A place of a demo organisation; the first one listed is its default. Places have one name, which both readers know. */
export interface DemoPlace {
  readonly id: string;
  readonly name: string;
  readonly kind: LocationKind;
  readonly region: string;
}

export interface DemoOrganisation {
  /** How stories call it. */
  readonly id: string;
  readonly name: string;
  readonly zh: string;
  readonly roles: readonly OrganisationRole[];
  /** Of a regulator: the division that it oversees. */
  readonly jurisdiction?: string;
  /** Whether it tells everybody of its steps; left out: only those that it deals with. */
  readonly isOpen?: true;
  /** Gets the fixed demo key of this name. */
  readonly key?: string;
  readonly places: readonly DemoPlace[];
}

/** The eleven organisations of the demo chain, farm to regulator. */
export const organisations: readonly DemoOrganisation[] = [
  {
    id: 'orchard',
    name: 'Riverbend Orchard',
    zh: '河湾果园',
    roles: ['producer'],
    isOpen: true,
    key: 'producer',
    places: [
      {
        id: 'orchard',
        name: 'East orchard 东果园',
        kind: 'orchard',
        region: '北京平谷 Pinggu, Beijing',
      },
      {
        id: 'shed',
        name: 'Packing shed 分选间',
        kind: 'warehouse',
        region: '北京平谷 Pinggu, Beijing',
      },
    ],
  },
  {
    id: 'hillside',
    name: 'Hillside Co-operative',
    zh: '山坡合作社',
    roles: ['cooperative'],
    isOpen: true,
    places: [
      {
        id: 'terraces',
        name: 'Terraces 梯田',
        kind: 'field',
        region: '山东蒙阴 Mengyin, Shandong',
      },
    ],
  },
  {
    id: 'ranch',
    name: 'Oakfield Meats',
    zh: '橡野肉业',
    roles: ['producer', 'processor'],
    isOpen: true,
    places: [
      {
        id: 'abattoir',
        name: 'Cutting plant 分割车间',
        kind: 'plant',
        region: '河南漯河 Luohe, Henan',
      },
      {
        id: 'chill',
        name: 'Chill room 冷却间',
        kind: 'cold-room',
        region: '河南漯河 Luohe, Henan',
      },
    ],
  },
  {
    id: 'clearwater',
    name: 'Clearwater Foods',
    zh: '清水食品',
    roles: ['processor'],
    isOpen: true,
    key: 'processor',
    places: [
      { id: 'plant', name: 'Juice plant 果汁车间', kind: 'plant', region: '天津 Tianjin' },
      { id: 'tank', name: 'Blending tank 2 2号调配罐', kind: 'tank', region: '天津 Tianjin' },
    ],
  },
  {
    id: 'northline',
    name: 'Northline Cold Logistics',
    zh: '北线冷链',
    roles: ['carrier'],
    isOpen: true,
    key: 'carrier',
    places: [
      {
        id: 'truck',
        name: 'Refrigerated truck 7 7号冷藏车',
        kind: 'vehicle',
        region: '天津 Tianjin',
      },
      {
        id: 'hub',
        name: 'Cross-dock 中转冷库',
        kind: 'cold-room',
        region: '河北廊坊 Langfang, Hebei',
      },
    ],
  },
  {
    id: 'harbour',
    name: 'Harbour Wholesale',
    zh: '海港批发',
    roles: ['wholesaler'],
    places: [{ id: 'hall', name: 'Hall C C馆', kind: 'market', region: '天津 Tianjin' }],
  },
  {
    id: 'corner',
    name: 'Corner Market',
    zh: '街角超市',
    roles: ['retailer'],
    isOpen: true,
    key: 'retailer',
    places: [
      {
        id: 'corner-shop',
        name: 'Corner shop 街角店',
        kind: 'shop',
        region: '北京朝阳 Chaoyang, Beijing',
      },
    ],
  },
  {
    id: 'lakeside',
    name: 'Lakeside Grocers',
    zh: '湖畔生鲜',
    roles: ['retailer'],
    isOpen: true,
    places: [
      {
        id: 'lake-shop',
        name: 'Lakeside shop 湖畔店',
        kind: 'shop',
        region: '浙江杭州 Hangzhou, Zhejiang',
      },
    ],
  },
  {
    id: 'laboratory',
    name: 'City Food Laboratory',
    zh: '市食品检验所',
    roles: ['laboratory'],
    key: 'laboratory',
    places: [{ id: 'bench', name: 'Bench 4 4号台', kind: 'laboratory', region: '北京 Beijing' }],
  },
  {
    id: 'freshcart',
    name: 'FreshCart',
    zh: '鲜车平台',
    roles: ['platform'],
    isOpen: true,
    key: 'platform',
    places: [
      { id: 'forward', name: 'Forward store 前置仓', kind: 'warehouse', region: '北京 Beijing' },
    ],
  },
  {
    id: 'regulator',
    name: 'Municipal Market Regulator',
    zh: '市场监督管理局',
    roles: ['regulator'],
    jurisdiction: '000000',
    key: 'regulator',
    places: [],
  },
];

/** The operator of the demo service, who opens accounts. */
export const operator: DemoOrganisation = {
  id: 'operator',
  name: 'Demo operator',
  zh: '演示运营方',
  roles: ['operator'],
  key: 'admin',
  places: [],
};

/** The keys of a demo database, which everybody knows, and whose they are. */
export const demoKeys: readonly { readonly key: string; readonly of: string }[] = [
  ...organisations,
  operator,
].flatMap(({ key, name, zh, roles }) =>
  key === undefined ? [] : [{ key: `fk_demo_${key}`, of: `${name} ${zh} (${roles.join(', ')})` }],
);
