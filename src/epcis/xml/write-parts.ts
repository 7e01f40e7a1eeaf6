import {
  bizSteps,
  bizTransactionTypes,
  dispositions,
  errorReasons,
  sourceDestinationTypes,
  type BizTransaction,
  type Destination,
  type EpcisEvent,
  type ErrorDeclaration,
  type PersistentDisposition,
  type Place,
  type Quantity,
  type Source,
  type Vocabulary,
} from '../../events/index.js';
import { extensionElements } from './write-extension.js';
import { writeSensorElement } from './write-sensor.js';
import { wordText, type Writer } from './writing.js';

/** How a member of an event becomes the element of its name. */
export function writerOf(name: string): Writer<never> {
  return (writers as Readonly<Record<string, Writer<never>>>)[name] ?? writeText;
}

const writeText: Writer<string> = (text, name) => [{ name, text }];

function word(vocabulary: Vocabulary): Writer<string> {
  return (text, name, writing) => [{ name, text: wordText(vocabulary, text, writing) }];
}

function listOf<Entry>(entryName: string, write: Writer<Entry>): Writer<readonly Entry[]> {
  return (entries, name, writing) => [
    { name, children: entries.flatMap((entry) => write(entry, entryName, writing)) },
  ];
}

const writeQuantity: Writer<Quantity> = ({ epcClass, quantity, uom }, name) => [
  {
    name,
    children: Object.entries({ epcClass, quantity, uom }).flatMap(([member, text]) =>
      text === undefined ? [] : [{ name: member, text }],
    ),
  },
];

const writePlace: Writer<Place> = ({ id, extensions }, name, { names }) => [
  { name, children: [{ name: 'id', text: id }, ...extensionElements(extensions, names)] },
];

function typed<Entry extends { readonly type?: string }>(
  vocabulary: Vocabulary,
  textIn: (entry: Entry) => string,
): Writer<Entry> {
  return (entry, name, writing) => {
    const { type } = entry;
    const attributes = type === undefined ? {} : { type: wordText(vocabulary, type, writing) };
    return [{ name, attributes, text: textIn(entry) }];
  };
}

const writeDispositions: Writer<PersistentDisposition> = (persistent, name, writing) => {
  const { unset = [], set = [] } = persistent;
  const write = word(dispositions);
  const children = [
    ...unset.flatMap((each) => write(each, 'unset', writing)),
    ...set.flatMap((each) => write(each, 'set', writing)),
  ];
  return [{ name, children }];
};

const writeDeclaration: Writer<ErrorDeclaration> = (declaration, name, writing) => {
  const { declarationTime, reason, correctiveEventIDs, extensions } = declaration;
  const list = listOf('correctiveEventID', writeText);
  const children = [
    ...writeText(declarationTime, 'declarationTime', writing),
    ...(reason === undefined ? [] : word(errorReasons)(reason, 'reason', writing)),
    ...(correctiveEventIDs ? list(correctiveEventIDs, 'correctiveEventIDs', writing) : []),
    ...extensionElements(extensions, writing.names),
  ];
  return [{ name, children }];
};

const epcs = listOf('epc', writeText);
const quantities = listOf('quantityElement', writeQuantity);
const bizTransaction = typed<BizTransaction>(bizTransactionTypes, (each) => each.bizTransaction);
const source = typed<Source>(sourceDestinationTypes, (each) => each.source);
const destination = typed<Destination>(sourceDestinationTypes, (each) => each.destination);

const writers: {
  readonly [Name in keyof EpcisEvent]?: Writer<Exclude<EpcisEvent[Name], undefined>>;
} = {
  bizStep: word(bizSteps),
  disposition: word(dispositions),
  persistentDisposition: writeDispositions,
  readPoint: writePlace,
  bizLocation: writePlace,
  epcList: epcs,
  childEPCs: epcs,
  inputEPCList: epcs,
  outputEPCList: epcs,
  quantityList: quantities,
  childQuantityList: quantities,
  inputQuantityList: quantities,
  outputQuantityList: quantities,
  bizTransactionList: listOf('bizTransaction', bizTransaction),
  sourceList: listOf('source', source),
  destinationList: listOf('destination', destination),
  sensorElementList: listOf('sensorElement', writeSensorElement),
  ilmd: (ilmd, name, { names }) => [{ name, children: extensionElements(ilmd, names) }],
  certificationInfo: (all, name) => all.map((text) => ({ name, text })),
  errorDeclaration: writeDeclaration,
};
