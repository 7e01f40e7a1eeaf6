import { describe, expect, it } from '@jest/globals';
import { styleSheet } from './style-sheet.js';
import { contrast, dark, light, textOnGround } from './tokens.js';

describe('the colours', () => {
  it('compute contrast as WCAG does', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#123456', '#123456')).toBe(1);
  });

  it.each(textOnGround)('%s on %s has 7:1 or better by day and by night', (text, ground) => {
    expect(contrast(light[text], light[ground])).toBeGreaterThanOrEqual(7);
    expect(contrast(dark[text], dark[ground])).toBeGreaterThanOrEqual(7);
  });

  it('are named in the style sheet by token only', () => {
    const rules = styleSheet.slice(styleSheet.indexOf('*{box-sizing'));
    // Labels are printed: black on white whatever the screen shows.
    expect(
      rules.replace(/\.label\{[^}]*\}|body\{background:#fff\}|border-color:#000/g, ''),
    ).not.toMatch(/#[0-9a-f]{3,6}\b/);
  });

  it('used by the style sheet all exist', () => {
    const used = [...styleSheet.matchAll(/var\(--([a-z-]+)\)/g)].map((match) => match[1]);
    const own = ['t', 'g'];
    const known = Object.keys(light).map((name) =>
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );
    expect(used.filter((name) => !known.includes(name!) && !own.includes(name!))).toEqual([]);
  });
});
