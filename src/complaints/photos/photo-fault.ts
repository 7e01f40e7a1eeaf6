/** Why a photo is not taken, as what follows its name. */
export class PhotoFault extends Error {}

/** Points of a picture: what is larger is made to fill the memory of whoever opens it. */
const pointsMax = 100_000_000;

export function refuseHuge(width: number, height: number): void {
  if (width === 0 || height === 0) throw new PhotoFault('has no size');
  if (width * height > pointsMax)
    throw new PhotoFault(`has more than ${pointsMax} points; send it smaller`);
}

/** Segments or chunks of a photo: cameras write some hundred, and each costs time and memory. */
const partsMax = 5_000;

/** Refuses a photo of very many parts, of which this is the `count`th. */
export function refuseMany(count: number): void {
  if (count > partsMax) throw new PhotoFault(`has more than ${partsMax} parts`);
}

/** So many bytes from a place; a picture that ends before is cut short. */
export function part(bytes: Buffer, from: number, length: number): Buffer {
  if (length < 0 || from + length > bytes.length)
    throw new PhotoFault('is cut short; send it again');
  return bytes.subarray(from, from + length);
}
