/**
 * The Core Business Vocabulary 2.0 (ISO/IEC 19988): its closed word lists, and the one form in which the
 * service keeps a word. CBV allows each word to be written bare, as a web address of either GS1 host, or as
 * the URN of EPCIS 1.2; all of them mean the bare word. Words of other vocabularies are full IRIs and open.
 */
export interface Vocabulary {
  /** What to call a word of it in a message. */
  readonly name: string;
  readonly words: ReadonlySet<string>;
  /** What stands before a word in its longer forms. */
  readonly prefixes: readonly string[];
  /** URNs of CBV 1.x that it has no more, by what each is kept as. */
  readonly deprecated?: ReadonlyMap<string, string>;
}

/** Everything below these is CBV's own to define, so an unlisted word there is a mistake and not an extension. */
const closedNamespaces = [
  'https://ref.gs1.org/cbv/',
  'https://ns.gs1.org/cbv/',
  'urn:epcglobal:cbv:',
];

/** The GS1 web vocabulary grows without us, so it is not closed: an unlisted word there stays an IRI. */
const webVocabularyPrefixes = ['https://gs1.org/voc/', 'https://www.gs1.org/voc/'];

/** Deprecated without a successor: its event may be of goods made or of goods used up. */
const transforming = 'urn:epcglobal:cbv:bizstep:transforming';

export const bizSteps: Vocabulary = {
  ...vocabulary(
    'business step',
    cbvPrefixes('BizStep', 'bizstep'),
    `accepting arriving assembling collecting commissioning consigning creating_class_instance
     cycle_counting decommissioning departing destroying disassembling dispensing encoding
     entering_exiting holding inspecting installing killing loading other packing picking receiving
     removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting
     shipping staging_outbound stock_taking stocking storing transporting unloading unpacking
     void_shipping`,
  ),
  deprecated: new Map([[transforming, transforming]]),
};

/** CBV 1.1 took these words apart from what may be done with the goods; their successors mean the same. */
const nonSellable = ['damaged', 'disposed', 'expired', 'no_pedigree_match', 'recalled'];

export const dispositions: Vocabulary = {
  ...vocabulary(
    'disposition',
    cbvPrefixes('Disp', 'disp'),
    `active available completeness_inferred completeness_verified conformant container_closed
     container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit
     inactive mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match
     non_conformant non_sellable_other partially_dispensed recalled reserved retail_sold returned
     sellable_accessible sellable_not_accessible stolen unavailable unknown`,
  ),
  deprecated: new Map(
    nonSellable.map((word) => [`urn:epcglobal:cbv:disp:non_sellable_${word}`, word]),
  ),
};

export const bizTransactionTypes = vocabulary(
  'business transaction type',
  cbvPrefixes('BTT', 'btt'),
  'bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt',
);

export const sourceDestinationTypes = vocabulary(
  'source or destination type',
  cbvPrefixes('SDT', 'sdt'),
  'location owning_party possessing_party',
);

export const errorReasons = vocabulary(
  'error reason',
  cbvPrefixes('ER', 'er'),
  'did_not_occur incorrect_data',
);

export const sensorComponents = vocabulary(
  'sensor component',
  cbvPrefixes('Comp', 'comp'),
  `altitude axial_distance azimuth easting elevation_angle height latitude longitude northing
   polar_angle spherical_radius x y z`,
);

export const measurementTypes = vocabulary(
  'measurement type',
  webVocabularyPrefixes,
  `AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
   AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area
   Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent
   DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity
   ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance
   KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux
   MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate MassPerAreaTime
   MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure RadiantFlux
   RadiantIntensity Radioactivity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume
   Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate
   VolumeFraction VolumetricFlux Wavenumber`,
);

export const sensorExceptions = vocabulary(
  'sensor exception',
  webVocabularyPrefixes,
  'ALARM_CONDITION ERROR_CONDITION',
);

/**
 * The form in which a word is kept: bare if the vocabulary has it, unchanged if it is the full IRI of
 * somebody else's vocabulary or a word of CBV 1.x without a successor, undefined if it claims to be a word of this vocabulary and is none.
 */
export function vocabularyWord(vocabulary: Vocabulary, iri: string): string | undefined {
  if (vocabulary.words.has(iri)) return iri;
  const kept = vocabulary.deprecated?.get(iri);
  if (kept !== undefined) return kept;
  if (!iri.includes(':')) return undefined;
  const address = iri.replace(/^http:/, 'https:');
  const prefix = vocabulary.prefixes.find((start) => address.startsWith(start));
  const word = address.slice(prefix?.length ?? 0);
  if (prefix !== undefined && vocabulary.words.has(word)) return word;
  return closedNamespaces.some((start) => address.startsWith(start)) ? undefined : iri;
}

/** The web address of a word of the vocabulary. */
export function wordAddress({ prefixes }: Vocabulary, word: string): string {
  return `${prefixes[0] ?? ''}${word}`;
}

function vocabulary(name: string, prefixes: readonly string[], words: string): Vocabulary {
  return { name, prefixes, words: new Set(words.trim().split(/\s+/)) };
}

function cbvPrefixes(web: string, urn: string): readonly string[] {
  return [
    `https://ref.gs1.org/cbv/${web}-`,
    `https://ns.gs1.org/cbv/${web}-`,
    `urn:epcglobal:cbv:${urn}:`,
  ];
}
