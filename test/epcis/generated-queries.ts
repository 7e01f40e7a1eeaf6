import fc from 'fast-check';

/**
 * Events and parameters from few values, so that they meet: every family is asked of events that have it, have another
 * value of it, or have none.
 */
export const namespace = 'https://ns.example.com/x_y#';
export const terms = { ex: namespace, way: namespace };

export const items = [
  'urn:epc:id:sgtin:0614141.107346.1',
  'https://shop.example/01/10614141073464/21/2',
  'urn:epc:id:sgtin:0614141.107347.1',
  'urn:epc:id:sscc:0614141.1234567890',
  'urn:epc:id:grai:0614141.12345.400',
  'urn:x:crate_1',
];
const classes = [
  'urn:epc:class:lgtin:0614141.107346.L1',
  'https://id.gs1.org/01/10614141073464/10/L_1',
  'urn:epc:idpat:sgtin:0614141.107347.*',
  'urn:x:rice',
];
const places = ['urn:epc:id:sgln:0614141.00777.0', 'https://id.gs1.org/414/0614141007776/254/7'];
const devices = ['urn:epc:id:giai:4000001.111', 'https://id.gs1.org/8004/4000001112'];
const steps = ['shipping', 'cbv:BizStep-packing', 'https://x.example/pressing', 'ex:drying'];
const dispositions = ['in_transit', 'urn:epcglobal:cbv:disp:active', 'ex:odd'];
const times = [1, 2, 3, 4].map((hour) => `2026-11-20T0${hour}:00:00+08:00`);
const instants = [...times, '2026-11-19T18:00:00Z'];
/** The test's clock begins at four and goes on an hour with each document. */
const recordedAround = ['2026-11-23T04:00:00Z', '2026-11-23T06:00:00Z', '2026-11-23T06:30:00Z'];
const numbers = [-1, 0, 1, 1.5, 2, 1000];
const texts = ['a', '1', '01', '1.50', 'a_b', '100%', '2026-11-20T02:00:00+08:00'];
const uris = ['urn:x:1', 'urn:x:2', 'https://x.example/rule_1'];
const kinds = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
];
const actions = ['OBSERVE', 'ADD', 'DELETE'];
const amounts = ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percValue'];
const amountsAsked = ['-1', '0', '1', '1.5', '273.15', '274.15', '1000', '1.50'];
const units = ['CEL', 'KEL', 'P1'];

const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const some = <T>(values: readonly T[], least = 0) =>
  fc.uniqueArray(pick(values), { minLength: least, maxLength: 2 });
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const scalar = fc.oneof(
  pick<unknown>(numbers),
  pick<unknown>(texts),
  fc.boolean(),
  pick<unknown>(['1.5', '2']).map((value) => ({ '@value': value })),
);
const extension = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  scalar.map((value) => ({ 'way:in': value, 'https://x.example/deep': { 'ex:a': [value] } })),
);
const extensions = fc.dictionary(pick(['ex:a', 'way:b', 'cbvmda:farmList']), extension, {
  maxKeys: 2,
});

const quantity = fc.record(
  { epcClass: pick(classes), quantity: pick([0, 1, 1.5, 1000]), uom: pick(['KGM', 'GRM', 'LTR']) },
  { requiredKeys: ['epcClass'] },
);
const quantities = fc.array(quantity, { maxLength: 2 });
const place = fc.tuple(pick(places), extensions).map(([id, more]) => ({ id, ...more }));

const report = fc
  .tuple(
    fc.record(
      {
        type: pick(['gs1:Temperature', 'Mass', 'ex:Sweetness']),
        time: pick(times),
        deviceID: pick(devices),
        bizRules: pick(uris),
        microorganism: pick(uris),
        chemicalSubstance: pick(uris),
        component: pick(['x', 'cbv:Comp-y']),
        stringValue: pick(['a', 'b_c']),
        booleanValue: fc.boolean(),
        hexBinaryValue: pick(['f0', 'F0', '01']),
        uriValue: pick(uris),
        percRank: pick([5, 50]),
      },
      { requiredKeys: ['type'] },
    ),
    perhaps(fc.record({ uom: pick(units), member: pick(amounts), number: pick([-1, 0, 1, 1.5]) })),
    extensions,
  )
  .map(([members, read, more]) => ({
    ...members,
    ...(read && { [read.member]: read.number, uom: read.uom }),
    ...more,
  }));
const metadata = fc
  .tuple(
    fc.record(
      {
        time: pick(times),
        startTime: pick(times),
        endTime: pick(times),
        deviceID: pick(devices),
        dataProcessingMethod: pick(uris),
        bizRules: pick(uris),
      },
      { requiredKeys: [] },
    ),
    extensions,
  )
  .map(([members, more]) => ({ ...members, ...more }));
const sensorElement = fc
  .tuple(perhaps(metadata), fc.array(report, { minLength: 1, maxLength: 2 }), extensions)
  .map(([sensorMetadata, sensorReport, more]) => ({
    ...(sensorMetadata && { sensorMetadata }),
    sensorReport,
    ...more,
  }));

const declared = fc
  .tuple(
    fc.record(
      {
        declarationTime: pick(times),
        reason: pick(['did_not_occur', 'cbv:ER-incorrect_data', 'ex:slip']),
        correctiveEventIDs: some(uris),
      },
      { requiredKeys: ['declarationTime'] },
    ),
    extensions,
  )
  .map(([members, more]) => ({ ...members, ...more }));

/** What every type of event may have. `partners` are parties that it may go to. */
function shared(partners: readonly string[]) {
  const party = pick(partners);
  return fc.record(
    {
      eventTime: pick(times),
      bizStep: pick(steps),
      disposition: pick(dispositions),
      persistentDisposition: fc.record(
        { set: some(['expired', 'ex:odd'], 1), unset: some(['expired'], 1) },
        { requiredKeys: [] },
      ),
      readPoint: place,
      bizLocation: place,
      bizTransactionList: fc.array(
        fc.record(
          { type: pick(['po', 'inv', 'ex:order']), bizTransaction: pick(uris) },
          { requiredKeys: ['bizTransaction'] },
        ),
        { minLength: 1, maxLength: 2 },
      ),
      sourceList: fc.array(
        fc.record({ type: pick(['owning_party', 'possessing_party']), source: party }),
        { maxLength: 2 },
      ),
      destinationList: fc.array(
        fc.record({ type: pick(['owning_party', 'ex:end']), destination: party }),
        { maxLength: 2 },
      ),
      sensorElementList: fc.array(sensorElement, { maxLength: 2 }),
      errorDeclaration: declared,
    },
    { requiredKeys: ['eventTime'] },
  );
}

/** A valid event of each type, without an id. */
export function eventsOf(partners: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const own = fc.oneof(
    fc.tuple(some(items), quantities, perhaps(extensions)).map(([epcList, quantityList, ilmd]) => ({
      ...{ type: 'ObjectEvent', epcList, quantityList },
      ...(ilmd ? { action: 'ADD', ilmd } : { action: 'OBSERVE' }),
    })),
    fc
      .tuple(pick(['AggregationEvent', 'AssociationEvent']), pick(actions), some(items, 1))
      .chain(([type, action, childEPCs]) =>
        fc.tuple(pick(items), quantities).map(([parentID, childQuantityList]) => ({
          ...{ type, action, parentID, childEPCs, childQuantityList },
        })),
      ),
    fc
      .tuple(pick(actions), some(items, 1), perhaps(pick(items)))
      .map(([action, epcList, parentID]) => ({
        ...{ type: 'TransactionEvent', action, epcList },
        ...(parentID && { parentID }),
        bizTransactionList: [{ type: 'po', bizTransaction: 'urn:x:1' }],
      })),
    fc
      .tuple(some(items, 1), quantities, some(items, 1), quantities, pick(uris))
      .map(([inputEPCList, inputQuantityList, outputEPCList, outputQuantityList, id]) => ({
        ...{ type: 'TransformationEvent', inputEPCList, inputQuantityList },
        ...{ outputEPCList, outputQuantityList, transformationID: id },
      })),
  );
  return fc.tuple(shared(partners), own, extensions).map(([members, named, more]) => ({
    eventTimeZoneOffset: '+08:00',
    ...members,
    ...named,
    ...more,
  }));
}

type Parameter = readonly [name: string, value: string];

/** One parameter of any family. */
export function parametersFor(partners: readonly string[]): fc.Arbitrary<Parameter> {
  const list = (values: readonly string[]) => some(values, 1).map((chosen) => chosen.join('|'));
  const named = (name: string, value: fc.Arbitrary<string>) =>
    value.map((text): Parameter => [name, text]);
  const amountOf = (members: readonly string[], asked: readonly string[]) =>
    fc
      .tuple(pick(['EQ', 'GT', 'GE', 'LT', 'LE']), pick(members), pick(asked))
      .map(([side, member, number]): Parameter => [`${side}_${member}`, number]);
  const instantOf = (name: string, around: readonly string[]) =>
    fc
      .tuple(pick(['GE', 'LT']), pick(around))
      .map(([side, time]): Parameter => [`${side}_${name}`, time]);
  const words: Readonly<Record<string, readonly string[]>> = {
    eventType: kinds,
    EQ_action: actions,
    EQ_bizStep: ['shipping', 'urn:epcglobal:cbv:bizstep:packing', `${namespace}drying`],
    EQ_disposition: ['in_transit', 'active', `${namespace}odd`],
    EQ_persistentDisposition_set: ['expired', `${namespace}odd`],
    EQ_persistentDisposition_unset: ['expired'],
    EQ_readPoint: places,
    EQ_bizLocation: places,
    EQ_transformationID: uris,
    EQ_bizTransaction_po: uris,
    [`EQ_bizTransaction_${namespace}order`]: uris,
    EQ_source_owning_party: partners,
    EQ_destination_owning_party: partners,
    [`EQ_destination_${namespace}end`]: partners,
    EQ_errorReason: ['did_not_occur', 'incorrect_data', `${namespace}slip`],
    EQ_correctiveEventID: uris,
    EQ_type: ['Temperature', 'gs1:Mass', `${namespace}Sweetness`],
    EQ_deviceID: devices,
    EQ_dataProcessingMethod: uris,
    EQ_bizRules: uris,
    EQ_microorganism: uris,
    EQ_chemicalSubstance: uris,
    EQ_component: ['x', 'y'],
    EQ_stringValue: ['a', 'b_c', '_'],
    EQ_hexBinaryValue: ['F0', '01'],
    EQ_uriValue: uris,
  };
  const patterns = ['urn:epc:idpat:sgtin:0614141.107346.*', 'urn:epc:idpat:sgtin:0614141.*.*'];
  const instances = [...items, ...patterns, 'urn:epc:idpat:grai:0614141.*.*'];
  const ofClass = [...classes, 'urn:epc:class:lgtin:0614141.107346.*', patterns[1] ?? ''];
  const field = pick([`${namespace}a`, `${namespace}b`, `${namespace}in`, 'cbvmda:farmList']);
  const where = fc
    .tuple(
      pick(['', 'INNER_']),
      pick([
        ...['', 'ILMD_', 'ERROR_DECLARATION_', 'readPoint_', 'bizLocation_'],
        ...['SENSORELEMENT_', 'SENSORMETADATA_', 'SENSORREPORT_'],
      ]),
      field,
    )
    .map((parts) => parts.join(''));
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc.oneof(...Object.entries(words).map(([n, v]) => named(n, list(v)))),
    },
    {
      weight: 3,
      arbitrary: fc.oneof(
        ...['epc', 'parentID', 'inputEPC', 'outputEPC', 'anyEPC'].map((name) =>
          named(`MATCH_${name}`, list(instances)),
        ),
        ...['epcClass', 'inputEPCClass', 'outputEPCClass', 'anyEPCClass'].map((name) =>
          named(`MATCH_${name}`, list(ofClass)),
        ),
      ),
    },
    {
      weight: 4,
      arbitrary: fc.oneof(
        ...['eventTime', 'errorDeclarationTime', 'time', 'startTime', 'endTime'].map((name) =>
          instantOf(name, instants),
        ),
        instantOf('recordTime', recordedAround),
      ),
    },
    named('EQ_eventID', list(['urn:x:event:1', 'urn:x:event:2', 'urn:x:event:none'])),
    { weight: 4, arbitrary: named('includeHistory', pick(['true', 'false'])) },
    named('EXISTS_errorDeclaration', fc.constant('true')),
    named('EXISTS_sensorElement', fc.constant('true')),
    named('EQ_booleanValue', pick(['true', 'false'])),
    amountOf(['quantity'], ['0', '1', '1.5', '2']),
    amountOf(['percRank'], ['4', '5', '50', '51']),
    amountOf(['quantity_KGM', 'quantity_GRM', 'quantity_LTR', 'quantity_H87'], amountsAsked),
    {
      weight: 3,
      arbitrary: amountOf(
        amounts.flatMap((member) => units.map((unit) => `${member}_${unit}`)),
        amountsAsked,
      ),
    },
    {
      weight: 6,
      arbitrary: fc.oneof(
        where.map((name): Parameter => [`EXISTS_${name}`, '']),
        fc
          .tuple(where, list([...texts, ...numbers.map(String), 'true', ...instants]))
          .map(([name, value]): Parameter => [`EQ_${name}`, value]),
        fc
          .tuple(pick(['GT', 'GE', 'LT', 'LE']), where, pick(['-1', '1', '1.5', '2', ...instants]))
          .map(([side, name, value]): Parameter => [`${side}_${name}`, value]),
      ),
    },
  );
}
