import { complaints } from './en-complaints.js';
import { desk } from './en-desk.js';
import { owner } from './en-owner.js';
import { stated } from './en-stated.js';

/**
 * What the pages say in English. The original: other catalogues have the same keys. Never "authentic",
 * "genuine" or "safe": we say what is recorded, by whom and how well proven.
 */
export const en = {
  ...desk,
  ...complaints,
  ...owner,
  ...stated,
  'bar.label': 'Reading options',
  'bar.textNormal': 'Normal text',
  'bar.textLarge': 'Large text',
  'bar.dark': 'Dark page',
  'bar.light': 'Light page',

  'verdict.recorded': 'Record found',
  'verdict.recordedNoHop': 'Record found, not shipped yet',
  'verdict.recalled': 'Stop: recalled',
  'verdict.expired.best-before': 'Past its best-before date',
  'verdict.expired.use-by': 'Past its use-by date',
  'verdict.expired.none': 'Past its date',
  'verdict.withdrawn': 'Label cancelled',
  'verdict.product': 'A product, and no pack of it',
  'verdict.productRecalled': 'Some batches are recalled: check the number',
  'verdict.unregistered': 'This number is not registered',
  'verdict.usedUp': 'Already used up',
  'verdict.suspectedCopy': 'This label may be a copy',
  'verdict.unknown': 'No record of this code',
  'verdict.malformed': 'This code is mistyped',
  'verdict.unavailable': 'We cannot check right now',

  'band.issuedBy': 'Issued by {issuer}',
  'band.unnamed': 'a firm that is not named here',
  'band.noHop':
    'The code was issued on {day}. {issuer} has not recorded a shipment yet, so there is no journey to show.',
  'band.expired.best-before':
    'Its maker promised the quality until {day} and no longer. This is not a recall.',
  'band.expired.use-by':
    'It was to be used by {day}. Do not eat it after that day. This is not a recall.',
  'band.expired.none': 'Its shelf life is over. This is not a recall.',
  'band.withdrawn':
    '{issuer} cancelled this label. It should no longer be on a pack. If it is, ask the shop before you eat it.',
  'band.product':
    '{owner} registered this product. The code does not say which batch you have, so nothing is known of your pack.',
  'band.productRecalled':
    'Batches of this product are recalled. Before you eat it, look up the code with the batch number, or ask the shop.',
  'band.unregistered.batch':
    '{owner} has no batch of this number on record. Do not rely on it: compare the number with the pack and ask the shop.',
  'band.unregistered.serial':
    '{owner} has no pack of this serial number on record. It may be a counterfeit, or not be in use yet. Do not rely on it: ask the shop.',
  'band.usedUp':
    '{issuer} recorded on {day} that this pack was used up. If you have it in your hands unopened, ask the shop before you eat it.',
  'band.suspectedCopy':
    '{issuer} suspects that this label was copied. Another pack may bear the same code: ask the shop before you eat it.',
  'band.unknown': 'We hold no public record of it. Check it against the pack.',
  'band.unavailable':
    'This says nothing about your product, good or bad. Please try again in a minute.',
  'band.asKnownAt': 'We cannot reach our records. This is what we knew at {moment}.',
  'band.settling': 'A late record is being worked in. The journey below may still change.',

  'looks.first': 'This code was first looked up on {moment}.',
  'looks.times': {
    one: '{count} time so far. Compare that with when you opened the pack.',
    other: '{count} times so far. Compare that with when you opened the pack.',
  },
  'looks.many':
    'Many have looked up this one code. Its label may have been copied: compare the pack with the facts below, and ask the shop if in doubt.',
  'looks.far-apart':
    'This one code was looked up in places too far apart for one pack. Its label has probably been copied: do not rely on it, and ask the shop.',

  'recall.todo': 'What to do',
  'recall.doNotEat': 'Do not eat it, cook it, or give it away or to animals.',
  'recall.takeBack':
    'Keep the pack. Take it back to where you bought it and ask for your money back.',
  'recall.refund': 'Your money',
  'recall.reason': 'Why',
  'recall.ordered': 'Recalled by {name} on {day}',
  'recall.orderedByRegulator': 'Recalled by order of {name} on {day}',
  'recall.ask': 'Questions: {name}',

  'unknown.codeAsked': 'You asked for',
  'unknown.checkCharacters':
    'Compare each character with the pack. The letters I, O, S, V and Z are never used in our codes.',
  'unknown.onPack':
    'If the pack shows exactly this code, it may be a counterfeit, or its maker has not put the code to use yet. Do not rely on it: ask the shop.',
  'malformed.length': 'A code has 12 or 16 characters. This one has {count}.',
  'malformed.character': 'Character {position} cannot stand in a code. It is marked above.',
  'malformed.check':
    'The last character does not fit the others: one is wrong, or two have changed places.',
  'malformed.typed': 'What we read',
  'enter.title': 'Type the code from the pack',
  'enter.hint':
    '12 or 16 letters and digits, the number under the barcode, or another code on the pack. Spaces and hyphens do not matter.',
  'enter.button': 'Look it up',
  'try.again': 'Try again',

  'facts.batchCode': 'Batch code',
  'facts.itemCode': 'Item code',
  'facts.caseCode': 'Case code',
  'facts.unitCode': 'Load code',
  'facts.batchNumber': 'Batch no.',
  'facts.harvest': 'Picked',
  'facts.production': 'Made',
  'facts.best-before': 'Best before',
  'facts.use-by': 'Use by',
  'facts.origin': 'From',
  'facts.contents': 'Contains',
  'pages.choose': 'Choose a page',
  'pages.ofOwner': 'Pages by {owner}',
  'facts.owner': 'Registered by',
  'facts.unit': 'A load of goods',
  'facts.dayRange': '{from} to {until}',

  'evidence.self-declared': 'own statement',
  'evidence.confirmed': 'confirmed by the other side',

  'journey.title': 'Journey',
  'journey.newestFirst': 'Newest first',
  'journey.asStory': 'From the start',
  'journey.gap': 'Not recorded: {span}',
  'journey.gapOfDay': 'Not recorded: a part of {day}',
  'journey.gapOfDays': 'Not recorded: from {from} to {until}',
  'journey.recordOf': 'Record of {name}',
  'act.harvested': 'Picked',
  'act.produced': 'Made',
  'act.processed': 'Processed',
  'act.packed': 'Packed',
  'act.unpacked': 'Unpacked',
  'act.divided': 'Divided into smaller batches',
  'act.stored': 'Stored',
  'act.shipped': 'Sent on its way',
  'act.taken-over': 'Taken over by the carrier',
  'act.received': 'Received',
  'act.sampled': 'Sampled',
  'act.returned': 'Returned',
  'act.disposed': 'Destroyed',

  'unseen.title': 'What we cannot see',
  'unseen.gaps': {
    one: '{count} stretch of the journey is not recorded.',
    other: '{count} stretches of the journey are not recorded.',
  },
  'unseen.leftOut': {
    one: '{count} step after the first is not shown: the journey is long.',
    other: '{count} steps after the first are not shown: the journey is long.',
  },
  'unseen.selfDeclared': {
    one: '{count} step is told by one side only.',
    other: '{count} steps are told by one side only.',
  },
  'unseen.noCold': 'No temperatures are shown.',
  'unseen.noTests': 'No tests are recorded.',
  'unseen.limit':
    'We show what firms recorded, who said it and how well it is proven. We do not judge whether food is safe.',

  'technical.title': 'Technical details',
  'technical.code': 'Code',
  'technical.gtin': 'GTIN',
  'technical.issued': 'Issued',
  'technical.link': 'Address in the QR code',
  'technical.machine': 'For machines',
  'technical.machineHow': 'Ask the same address with Accept: application/json',
} as const;
