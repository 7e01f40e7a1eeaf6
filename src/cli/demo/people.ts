import type { OrganisationRole } from '../../access/index.js';
import type { LocationKind } from '../../parties/index.js';

/** A place of a demo organisation; the first one listed is its default. */
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
    key: 'producer',
    places: [
      { id: 'orchard', name: 'East orchard', kind: 'orchard', region: 'Pinggu, Beijing' },
      { id: 'shed', name: 'Packing shed', kind: 'warehouse', region: 'Pinggu, Beijing' },
    ],
  },
  {
    id: 'hillside',
    name: 'Hillside Co-operative',
    zh: '山坡合作社',
    roles: ['producer'],
    places: [{ id: 'terraces', name: 'Terraces', kind: 'field', region: 'Mengyin, Shandong' }],
  },
  {
    id: 'ranch',
    name: 'Oakfield Meats',
    zh: '橡野肉业',
    roles: ['producer', 'processor'],
    places: [
      { id: 'abattoir', name: 'Cutting plant', kind: 'plant', region: 'Luohe, Henan' },
      { id: 'chill', name: 'Chill room', kind: 'cold-room', region: 'Luohe, Henan' },
    ],
  },
  {
    id: 'clearwater',
    name: 'Clearwater Foods',
    zh: '清水食品',
    roles: ['processor'],
    key: 'processor',
    places: [
      { id: 'plant', name: 'Juice plant', kind: 'plant', region: 'Tianjin' },
      { id: 'tank', name: 'Blending tank 2', kind: 'tank', region: 'Tianjin' },
    ],
  },
  {
    id: 'northline',
    name: 'Northline Cold Logistics',
    zh: '北线冷链',
    roles: ['carrier'],
    key: 'carrier',
    places: [
      { id: 'truck', name: 'Refrigerated truck 7', kind: 'vehicle', region: 'Tianjin' },
      { id: 'hub', name: 'Cross-dock', kind: 'cold-room', region: 'Langfang, Hebei' },
    ],
  },
  {
    id: 'harbour',
    name: 'Harbour Wholesale',
    zh: '海港批发',
    roles: ['wholesaler'],
    places: [{ id: 'hall', name: 'Hall C', kind: 'market', region: 'Tianjin' }],
  },
  {
    id: 'corner',
    name: 'Corner Market',
    zh: '街角超市',
    roles: ['retailer'],
    key: 'retailer',
    places: [{ id: 'corner-shop', name: 'Corner shop', kind: 'shop', region: 'Chaoyang, Beijing' }],
  },
  {
    id: 'lakeside',
    name: 'Lakeside Grocers',
    zh: '湖畔生鲜',
    roles: ['retailer'],
    places: [
      { id: 'lake-shop', name: 'Lakeside shop', kind: 'shop', region: 'Hangzhou, Zhejiang' },
    ],
  },
  {
    id: 'laboratory',
    name: 'City Food Laboratory',
    zh: '市食品检验所',
    roles: ['laboratory'],
    key: 'laboratory',
    places: [{ id: 'bench', name: 'Bench 4', kind: 'laboratory', region: 'Beijing' }],
  },
  {
    id: 'freshcart',
    name: 'FreshCart',
    zh: '鲜车平台',
    roles: ['platform'],
    key: 'platform',
    places: [{ id: 'forward', name: 'Forward store', kind: 'warehouse', region: 'Beijing' }],
  },
  {
    id: 'regulator',
    name: 'Municipal Market Regulator',
    zh: '市场监督管理局',
    roles: ['regulator'],
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
