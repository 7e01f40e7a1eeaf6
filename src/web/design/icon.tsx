/**
 * Our own strokes on a 24 px grid, always with words beside them, so hidden from screen readers. Each is
 * the content of one path.
 */
const strokes = {
  recorded: 'M4 12.5l5.2 5.2L20 7',
  stop: 'M8 2.8h8L21.2 8v8L16 21.2H8L2.8 16V8zM8.5 8.5l7 7M15.5 8.5l-7 7',
  caution: 'M12 3.2L22 20.5H2zM12 9.5v5.2M12 17.4v.2',
  unknown:
    'M12 21.2a9.2 9.2 0 1 0 0-18.4 9.2 9.2 0 0 0 0 18.4zM9.3 9.4a2.8 2.8 0 1 1 4 2.6c-.9.4-1.3 1-1.3 2.1M12 17v.2',
  clock: 'M12 21.2a9.2 9.2 0 1 0 0-18.4 9.2 9.2 0 0 0 0 18.4zM12 7v5.3l3.4 2',
  journey:
    'M6 20.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 7.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM16 5.5H9a3.2 3.2 0 0 0 0 6.5h6a3.2 3.2 0 0 1 0 6.5H8',
  moon: 'M20 14.2A8.3 8.3 0 1 1 9.8 4a6.6 6.6 0 0 0 10.2 10.200z',
  sun: 'M12 16.200a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.400zM12 2v2.500M12 19.500V22M2 12h2.500M19.5 12H22M5 5l1.7 1.700M17.3 17.300L19 19M19 5l-1.7 1.700M6.7 17.300L5 19',
  scan: 'M3 8V3.500h4.500M16.5 3.500H21V8M21 16v4.500h-4.500M7.5 20.500H3V16M7 8v8M10.5 8v8M14 8v8M17 8v8',
  batch: 'M3.5 7.500L12 3l8.5 4.500v9L12 21l-8.5-4.500zM3.5 7.500L12 12l8.5-4.500M12 12v9',
  print: 'M7 8.500V3h10v5.500M7 17H3.500V8.500h17V17H17M7 14h10v7H7z',
  search: 'M10.5 17.500a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM15.6 15.600L21 21',
} as const;

export type IconName = keyof typeof strokes;

/** One icon of the set, in the colour of the text it stands with. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={strokes[name]} />
    </svg>
  );
}
