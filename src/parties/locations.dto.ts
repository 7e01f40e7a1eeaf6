import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsNumber,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IfGiven, IsLine, PageQuery } from '../platform/index.js';
import { IsGln, IsGlnExtension, IsTimeZone } from './fields.js';
import { locationKinds, type Location, type LocationKind, type Mixing } from './location.js';

/** Where a place is: decimal degrees, WGS 84. */
export class GeoPointRequest {
  /** Degrees north of the equator, negative to the south: WGS 84, at most 6 decimals. */
  @IsNumber({ maxDecimalPlaces: 6 })
  @Min(-90)
  @Max(90)
  latitude!: number;

  /** Degrees east of Greenwich, negative to the west: WGS 84, at most 6 decimals. */
  @IsNumber({ maxDecimalPlaces: 6 })
  @Min(-180)
  @Max(180)
  longitude!: number;
}

class LocationProfileRequest {
  /**
   * Global Location Number, GS1 AI (414). Once given, it stays.
   * @example "9501101530003"
   */
  @IsOptional()
  @IsGln()
  gln?: string | null;

  /** Which part of a site that shares its GLN, GS1 AI (254). */
  @IsOptional()
  @IsGlnExtension()
  glnExtension?: string | null;

  /**
   * The place in words that consumers may read.
   * @example "Pinggu, Beijing"
   */
  @IsOptional()
  @IsLine(100)
  region?: string | null;

  /** Told to nobody else but coarsely, to about 11 km. */
  @IsOptional()
  @ValidateNested()
  @Type(() => GeoPointRequest)
  point?: GeoPointRequest | null;

  /**
   * IANA time zone of the place. Left out: that of the party's default location, else Asia/Shanghai.
   * @example "Asia/Shanghai"
   */
  @IfGiven()
  @IsTimeZone()
  timeZone?: string;

  /** Makes it the place where acts of its party happen that name none. The first location of a party is. */
  @IfGiven()
  @IsBoolean()
  isDefault?: boolean;
}

/** A place of a party that you registered. */
export class RegisterLocationRequest extends LocationProfileRequest {
  /** The party whose place it is, one that you registered. */
  @IsUUID()
  partyId!: string;

  /** How it is called: one line, at most 200 characters. */
  @IsLine(200)
  name!: string;

  /** What kind of place it is. */
  @IsIn(Object.keys(locationKinds))
  kind!: LocationKind;

  /**
   * `blending` where what enters mixes with what is there (tank, silo), `discrete` where it lies beside it. Left
   * out: as usual for the kind. It can't be changed later.
   */
  @IfGiven()
  @IsIn(['blending', 'discrete'])
  mixing?: Mixing;

  /** The location of yours that this one is a part of. */
  @IsOptional()
  @IsUUID()
  parentId?: string | null;
}

/** What to change of a location; what is left out stays, null takes away. */
export class ChangeLocationRequest extends LocationProfileRequest {
  /** How it is called: one line, at most 200 characters. */
  @IfGiven()
  @IsLine(200)
  name?: string;
}

/** Your locations, of one party if told. */
export class LocationsQuery extends PageQuery {
  /** Only the places of this party. */
  @IfGiven()
  @IsUUID()
  partyId?: string;
}

/** A place of yours. */
export class LocationView {
  /** Our id of the location. */
  id!: string;
  /** The party whose place it is. */
  partyId!: string;
  /** How you call it. */
  name!: string;
  /** What kind of place it is. */
  kind!: LocationKind;
  /** `blending` where what enters mixes with what is there (tank, silo), `discrete` where it lies beside it. */
  mixing!: Mixing;
  /** Global Location Number, GS1 AI (414). */
  gln?: string;
  /** Which part of a site that shares its GLN, GS1 AI (254). */
  glnExtension?: string;
  /** The place in words that consumers may read. */
  region?: string;
  /** Where it is, as you gave it. Told to nobody else but coarsely, to about 11 km. */
  point?: GeoPointRequest;
  /** IANA time zone of the place. */
  timeZone!: string;
  /** The location of yours that this one is a part of. */
  parentId?: string;
  /** Whether it is the place where acts of its party happen that name none. */
  isDefault!: boolean;
  /** When it was registered, RFC 3339 in UTC. */
  createdAt!: string;
  /** When it was last changed or else registered, RFC 3339 in UTC. */
  updatedAt!: string;
}

export function toLocationView(place: Location): LocationView {
  const { id, partyId, name, kind, mixing, timeZone, isDefault } = place;
  const { gln, glnExtension, region, point, parentId } = place;
  return {
    id,
    partyId,
    name,
    kind,
    mixing,
    timeZone,
    isDefault,
    ...(gln !== null && { gln }),
    ...(glnExtension !== null && { glnExtension }),
    ...(region !== null && { region }),
    ...(point !== null && { point }),
    ...(parentId !== null && { parentId }),
    createdAt: place.createdAt.toISOString(),
    updatedAt: place.updatedAt.toISOString(),
  };
}
