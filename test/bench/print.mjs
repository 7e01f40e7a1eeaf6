// The two forms of a row: a line of a table, or with --json an object.

/** What pairs of measurements, ours and the ceiling's, come to. A ratio is ours to the ceiling's; higher is better. `more` is said beside. */
export function rowOf({ name, floor, unit = 'us server CPU/request' }, pairs, more) {
  const ratios = pairs.map(([ours, ceiling]) => ceiling / ours).sort((a, b) => a - b);
  const spread = `${ratios[0].toFixed(2)} to ${ratios.at(-1).toFixed(2)}`;
  return {
    name,
    value: Math.round(middle(pairs.map(([ours]) => ours))),
    unit,
    ceiling: Math.round(middle(pairs.map(([, ceiling]) => ceiling))),
    ratio: Number(middle(ratios).toFixed(3)),
    note: `${floor === undefined ? 'no floor' : `floor ${floor}`}, spread ${spread} over ${pairs.length} rounds${more === undefined ? '' : `; ${more}`}`,
  };
}

export function startRowsOf(name, { first, later }, demo) {
  const row = (kind, seconds, note) => ({
    name: `${name}.${kind}`,
    value: Number(seconds.toFixed(2)),
    unit: 's to ready',
    ceiling: null,
    ratio: null,
    note,
  });
  return [
    row('demo', demo, 'empty folder, with the demo'),
    row('first', first, 'empty folder'),
    row('later', later, 'median of 3'),
  ];
}

export function print(row, asJson) {
  if (asJson) {
    console.log(JSON.stringify(row));
    return;
  }
  const { name, value, unit, ceiling, ratio, note } = row;
  const against = ratio === null ? '' : `  ceiling ${ceiling}  ratio ${ratio.toFixed(2)}`;
  console.log(`${name.padEnd(16)} ${String(value).padStart(7)} ${unit}${against}  (${note})`);
}

function middle(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
