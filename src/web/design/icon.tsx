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
  cold: 'M12 2.5v19M3.8 7.2l16.4 9.6M20.2 7.2L3.8 16.8M9.4 4.4L12 7l2.6-2.6M9.4 19.6L12 17l2.6 2.6',
  test: 'M9.5 3v6.2L4.4 18a2 2 0 0 0 1.8 3h11.6a2 2 0 0 0 1.8-3l-5.1-8.8V3M8 3h8M7.3 15h9.4',
  certificate: 'M5 3h14v12H5zM8.5 7h7M8.5 10.5h4M9.5 15v6.2l2.5-1.8 2.5 1.8V15',
  journey:
    'M6 20.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 7.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM16 5.5H9a3.2 3.2 0 0 0 0 6.5h6a3.2 3.2 0 0 1 0 6.5H8',
  phone:
    'M5 3.5h3.4l1.7 4.3-2.2 1.7a12 12 0 0 0 6.6 6.6l1.7-2.2 4.3 1.7V19a1.6 1.6 0 0 1-1.7 1.6C10.6 20 4 13.4 3.4 5.200A1.6 1.6 0 0 1 5 3.500z',
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
