/**
 * labels (L7): what stands on goods and loads, on paper. A symbol with lines of text at a size (label), many of them on sheets
 * or a roll (media), written as PDF, SVG, PNG, ZPL or TSPL; the logistic label of GS1; files of codes for print houses.
 *
 * Table: print_order. Invariants: labels are of one's own goods only; a symbol names what its label's link names, in every
 * format; no text breaks out of the command that it stands in; a character without a glyph is refused, never a box; files of
 * an order are the same bytes each time; each download is in the audit before its first byte leaves.
 * Not here: issuing and activating codes (codes), how symbols are drawn (symbols), what a scan answers (lookup).
 */
export { sendFile } from './file-answer.js';
export type { LabelFile } from './label-file.js';
export { usualSheetOrder } from './labels.dto.js';
export { LabelsModule } from './labels.module.js';
export { LabelsService } from './labels.service.js';
