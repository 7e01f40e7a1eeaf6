/** What is said of codes of other schemes, which firms say their goods bear. */
export const stated = {
  'verdict.stated': 'A firm says so; nobody has checked',
  'verdict.statedUnread': 'Some may be recalled: look up the batch number',

  'stated.one':
    '{owner} says that its goods bear this number: {scheme}. That is its word, and no proof that your pack is one of them.',
  'stated.several':
    'Firms say that the goods below bear this number. That is their word, and no proof: compare the pack with each of them.',
  'stated.recalled':
    '{owner} says that batch {batch} bears this number, and that batch is recalled. Do not eat it before you have compared the pack.',
  'stated.someRecalled':
    'Goods below are recalled. Before you eat it, compare the product and the batch number with the pack, or ask the shop.',
  'stated.as': 'Kind of number',
  'stated.saidBy': 'Stated by',
  'stated.thingRecalled': 'Recalled: do not eat it.',
  'stated.batchesRecalled': 'Some batches of it are recalled: check the number.',
  'stated.unread':
    'So many goods bear this number that not all of them were checked for recalls. Before you eat it, look up the code with the batch number on the pack, or ask the shop.',
  'stated.more': 'There are more goods than are shown here.',
  'stated.page': 'What is recorded of it',

  'unknown.otherScheme':
    'It looks like a code of another scheme: {schemes}. No firm has told us of it, which says nothing about your pack, good or bad. Compare it with the pack, and ask whoever keeps that scheme.',

  'scheme.veterinary-drug': 'veterinary drug code',
  'scheme.pesticide': 'pesticide label code',
  'scheme.organic': 'organic mark',
  'scheme.seed': 'seed bag code',
  'scheme.food-licence': 'food licence',
  'scheme.ma': 'MA code',
  'scheme.vaa': 'industrial internet code (VAA)',
  'scheme.ecode': 'Ecode',
  'scheme.national-trace': 'code of the national trace platform',
} as const;
