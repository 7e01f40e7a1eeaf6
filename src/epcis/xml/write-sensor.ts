import {
  measurementTypes,
  sensorComponents,
  sensorExceptions,
  type Extensible,
  type SensorElement,
  type Vocabulary,
} from '../../events/index.js';
import { metadataAttributes, reportAttributes } from './read-sensor.js';
import { extensionAttributes, extensionElements } from './write-extension.js';
import { wordText, type Writer } from './writing.js';

export const writeSensorElement: Writer<SensorElement> = (element, name, writing) => {
  const { sensorMetadata, sensorReport, extensions } = element;
  const children = [
    ...(sensorMetadata ? writeMetadata(sensorMetadata, 'sensorMetadata', writing) : []),
    ...sensorReport.flatMap((report) => writeReport(report, 'sensorReport', writing)),
    ...extensionElements(extensions, writing.names),
  ];
  return [{ name, children }];
};

const vocabularies: Readonly<Record<string, Vocabulary>> = {
  type: measurementTypes,
  exception: sensorExceptions,
  component: sensorComponents,
};

/** What EPCIS says of a sensor stands in attributes, in the order of the schema. */
function inAttributes(known: readonly string[]): Writer<Extensible> {
  return (said, name, writing) => {
    const members = said as Readonly<Record<string, string | boolean | undefined>>;
    const attributes = known.flatMap((member): [string, string][] => {
      const value = members[member];
      if (value === undefined) return [];
      const words = vocabularies[member];
      return [[member, words ? wordText(words, `${value}`, writing) : `${value}`]];
    });
    const others = extensionAttributes(said.extensions, writing.names);
    return [{ name, attributes: { ...Object.fromEntries(attributes), ...others } }];
  };
}

const writeMetadata = inAttributes(metadataAttributes);
const writeReport = inAttributes(reportAttributes);
