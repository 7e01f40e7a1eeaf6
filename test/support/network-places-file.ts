import { writeFile } from 'node:fs/promises';

/** Where the addresses of a network of IPv4 are. */
export interface NetworkPlace {
  /** Such as `198.51.100`: a /24. */
  readonly network: string;
  readonly country: string;
  readonly part?: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Kilometres from there within which it is. */
  readonly within?: number;
}

type Value = string | number | readonly Value[] | { readonly [name: string]: Value };

/** One record of MaxMind's format, version 2.0: strings, doubles, maps and arrays. */
function encoded(value: Value): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([Buffer.of(0x40 + value.length), Buffer.from(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9, 0x68);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (Array.isArray(value)) {
    return Buffer.concat([Buffer.of(value.length, 4), ...(value as Value[]).map(encoded)]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([
    Buffer.of(0xe0 + entries.length),
    ...entries.flatMap(([name, each]) => [encoded(name), encoded(each)]),
  ]);
}

/** A whole number of two bytes or four, as the metadata have them. */
const whole = (value: number, bytes: 2 | 4) => {
  const buffer = Buffer.alloc(bytes + 1, (bytes === 2 ? 5 : 6) * 0x20 + bytes);
  buffer.writeUIntBE(value, 1, bytes);
  return buffer;
};

/** Writes a database of networks, as those who run the service bring one. */
export async function writeNetworkPlaces(
  file: string,
  places: readonly NetworkPlace[],
): Promise<void> {
  const parts: Buffer[] = [];
  const nodes: (number | { readonly at: number } | undefined)[][] = [[]];
  let length = 0;
  for (const { network, country, part, latitude, longitude, within } of places) {
    const record = encoded({
      country: { iso_code: country },
      ...(part !== undefined && { subdivisions: [{ iso_code: part }] }),
      location: { latitude, longitude, ...(within !== undefined && { accuracy_radius: within }) },
    });
    const bits = network
      .split('.')
      .flatMap((byte) => [...Number(byte).toString(2).padStart(8, '0')].map(Number));
    let node = 0;
    for (const bit of bits.slice(0, -1)) {
      const next = nodes[node]![bit];
      if (typeof next === 'number') node = next;
      else {
        nodes.push([]);
        nodes[node]![bit] = nodes.length - 1;
        node = nodes.length - 1;
      }
    }
    nodes[node]![bits.at(-1)!] = { at: length };
    parts.push(record);
    length += record.length;
  }
  const tree = Buffer.alloc(nodes.length * 6);
  nodes.forEach((node, i) => {
    for (const bit of [0, 1]) {
      const to = node[bit];
      const value =
        to === undefined ? nodes.length : typeof to === 'number' ? to : nodes.length + 16 + to.at;
      tree.writeUIntBE(value, i * 6 + bit * 3, 3);
    }
  });
  const metadata = Buffer.concat([
    Buffer.of(0xe0 + 8),
    ...[encoded('node_count'), whole(nodes.length, 4)],
    ...[encoded('record_size'), whole(24, 2)],
    ...[encoded('ip_version'), whole(4, 2)],
    ...[encoded('database_type'), encoded('Test-City')],
    ...[encoded('languages'), encoded(['en'])],
    ...[encoded('binary_format_major_version'), whole(2, 2)],
    ...[encoded('binary_format_minor_version'), whole(0, 2)],
    ...[encoded('build_epoch'), whole(1_790_000_000, 4)],
  ]);
  const marker = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex');
  await writeFile(file, Buffer.concat([tree, Buffer.alloc(16), ...parts, marker, metadata]));
}
