/** Names in the order in which they are hashed, each with the order inside it, if it has parts. */
export type HashOrder = readonly (readonly [name: string, inside?: HashOrder])[];

const epcs: HashOrder = [['epc']];
const quantities: HashOrder = [['quantityElement', [['epcClass'], ['quantity'], ['uom']]]];

const device: HashOrder = [['deviceID'], ['deviceMetadata'], ['rawData'], ['dataProcessingMethod']];

const sensorMetadata: HashOrder = [['time'], ['startTime'], ['endTime'], ...device, ['bizRules']];

const sensorReport: HashOrder = [
  ['type'],
  ['exception'],
  ...device,
  ['time'],
  ['microorganism'],
  ['chemicalSubstance'],
  ['value'],
  ['component'],
  ['stringValue'],
  ['booleanValue'],
  ['hexBinaryValue'],
  ['uriValue'],
  ['minValue'],
  ['maxValue'],
  ['meanValue'],
  ['sDev'],
  ['percRank'],
  ['percValue'],
  ['uom'],
  ['coordinateReferenceSystem'],
];

/** Business transactions, sources and destinations have no place: by the vectors they are sorted with the extensions. */
export const eventOrder: HashOrder = [
  ['eventTime'],
  ['eventTimeZoneOffset'],
  ['certificationInfo'],
  ['parentID'],
  ['epcList', epcs],
  ['inputEPCList', epcs],
  ['childEPCs', epcs],
  ['quantityList', quantities],
  ['childQuantityList', quantities],
  ['inputQuantityList', quantities],
  ['outputEPCList', epcs],
  ['outputQuantityList', quantities],
  ['action'],
  ['transformationID'],
  ['bizStep'],
  ['disposition'],
  ['persistentDisposition', [['set'], ['unset']]],
  ['readPoint', [['id']]],
  ['bizLocation', [['id']]],
  [
    'sensorElementList',
    [
      [
        'sensorElement',
        [
          ['sensorMetadata', sensorMetadata],
          ['sensorReport', sensorReport],
        ],
      ],
    ],
  ],
];
