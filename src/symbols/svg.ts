import { darkRuns, type Modules, type Run } from './modules.js';

/**
 * The symbol in SVG: one path on a white ground, quiet zone included. It has no size of its own, the page or label gives it
 * one.
 */
export function symbolSvg(modules: Modules): string {
  const { width, height, quietZone } = modules;
  const size = { x: width + 2 * quietZone, y: height + 2 * quietZone };
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.x} ${size.y}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size.x}v${size.y}H0z"/>` +
    `<path d="${darkPath(modules, quietZone)}"/></svg>`
  );
}

/** The dark modules as one path in units of a module, moved right and down. */
export function darkPath(modules: Modules, by = 0): string {
  return darkRuns(modules)
    .map(({ x, y, length }) => runPath({ x: x + by, y: y + by, length }))
    .join('');
}

function runPath({ x, y, length }: Run): string {
  return `M${x} ${y}h${length}v1h-${length}z`;
}
