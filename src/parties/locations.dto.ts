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
  @IsNumber({ maxDecimalPlaces: 6 })
  @Min(-90)
  @Max(90)
  latitude!: number;

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
  @IsUUID()
  partyId!: string;

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
  @IfGiven()
  @IsLine(200)
  name?: string;
}

/** Your locations, of one party if told. */
export class LocationsQuery extends PageQuery {
  @IfGiven()
  @IsUUID()
  partyId?: string;
}

/** A place of yours. */
export class LocationView {
  id!: string;
  partyId!: string;
  name!: string;
  kind!: LocationKind;
  mixing!: Mixing;
  gln?: string;
  glnExtension?: string;
  region?: string;
  point?: GeoPointRequest;
  timeZone!: string;
  parentId?: string;
  isDefault!: boolean;
  createdAt!: string;
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
