// The few drawings of the navigation: 24 × 24, one stroke, in the colour of the text around them.

const paths = {
  day: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4',
  deals: 'M4 4h4v16H4zM10 4h4v11h-4zM16 4h4v7h-4z',
  people: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M2 21c0-4 3-6 7-6s7 2 7 6M16 3.5a4 4 0 0 1 0 7M18 15.5c2.5.8 4 2.6 4 5.5',
  accounts: 'M4 21V5l8-2v18M12 9h8v12M3 21h18M7 8h2M7 12h2M7 16h2M15 13h2M15 17h2',
  workflows:
    'M5 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4M19 21a2 2 0 1 0 0-4 2 2 0 0 0 0 4M5 7v6a6 6 0 0 0 6 6h6M19 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4M5 11h12',
  runs: 'M6 4l13 8-13 8z',
  events: 'M3 12h4l3-8 4 16 3-8h4',
  inbox: 'M4 13l3-9h10l3 9v7H4zM4 13h5l1 3h4l1-3h5',
  reports: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6',
  emails: 'M3 6h18v13H3zM3 7l9 7 9-7',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5',
  find: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M20 20l-4-4',
  light: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2',
  dark: 'M20 14A8.5 8.5 0 0 1 10 4a8.5 8.5 0 1 0 10 10',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  board: 'M4 4h6v16H4zM14 4h6v10h-6z',
  table: 'M3 5h18v14H3zM3 10h18M3 15h18M9 5v14',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 3 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
