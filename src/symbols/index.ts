/**
 * symbols (L0): what scanners read. A text or elements of GS1 as the dark and light modules of a QR symbol, a GS1 DataMatrix
 * or a GS1-128, and these as SVG or PNG.
 * Pure. Invariants: a symbol reads back to what it was made of; each has its quiet zone; a pixel is dark or light, nothing
 * between.
 * Not here: what stands beside a symbol on a label, at what size (labels); what it says (codes).
 */
export { barModules, matrixModules } from './gs1-symbols.js';
export { darkRuns, type Modules } from './modules.js';
export { symbolPng } from './png.js';
export { qrLevels, qrModules, qrVersion, type QrLevel } from './qr.js';
export { darkPath, symbolSvg } from './svg.js';
