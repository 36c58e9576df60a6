/** Line icons of one weight on a 24 grid. The control around an icon carries its name. */
const paths = {
  check: 'm5 12.5 4.5 4.5L19 7.5',
  pencil: 'M4 20h4L19 9l-4-4L4 16v4ZM13.5 6.5l4 4',
  trash: 'M4.5 7h15M10 11v6M14 11v6M6.5 7l1 13h9l1-13M9 7V4h6v3',
  plus: 'M12 5v14M5 12h14',
  send: 'M12 19V5M5.5 11.5 12 5l6.5 6.5',
  history: 'M12 8v4.5l3 2M4 12a8 8 0 1 0 2.5-5.8M4 4v4.5h4.5',
  close: 'M6 6l12 12M18 6 6 18',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01',
  chat: 'M4 5.5h16v11H11L6.5 20v-3.5H4z',
  warning: 'M12 4 2.8 20h18.4L12 4ZM12 10v4.5M12 17.3v.01',
  refresh: 'M20 12a8 8 0 1 1-2.5-5.8M20 4v4.5h-4.5',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM15.5 15.5 20 20',
  out: 'M14 4h5.5v16H14M4 12h11M11 8l4 4-4 4',
  back: 'M19 12H5M11 6l-6 6 6 6',
} as const

export type IconName = keyof typeof paths

export const Icon = ({ name, size = 20 }: { name: IconName; size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={paths[name]} />
  </svg>
)
