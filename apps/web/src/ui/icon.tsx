/** Drawn for this product on a 20 by 20 grid, 1.6 wide strokes. */
const PATHS = {
  all: "M3.5 5.5h13M3.5 10h13M3.5 14.5h13",
  folder:
    "M2.75 6.25c0-.83.67-1.5 1.5-1.5h3.4l1.7 2h6.4c.83 0 1.5.67 1.5 1.5v6c0 .83-.67 1.5-1.5 1.5H4.25c-.83 0-1.5-.67-1.5-1.5z",
  loose: "M5 3.75h7l3 3v9.5H5zM12 3.75v3h3M8 10.5h4M8 13h4",
  trash: "M3.75 5.75h12.5M8 5.5V3.75h4V5.5M5.25 5.75l.75 10.5h8l.75-10.5M8.5 9v4.5M11.5 9v4.5",
  plus: "M10 4v12M4 10h12",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l3.75 3.75",
  eye: "M2.5 10S5.25 5 10 5s7.5 5 7.5 5-2.75 5-7.5 5-7.5-5-7.5-5ZM10 12.25a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5Z",
  hide: "M3.5 3.5l13 13M8 5.3A7.6 7.6 0 0 1 10 5c4.75 0 7.5 5 7.5 5a13 13 0 0 1-2.2 2.8M5 6.9A12.6 12.6 0 0 0 2.5 10S5.25 15 10 15c1.3 0 2.45-.37 3.45-.92M8.5 8.4a2.25 2.25 0 0 0 3.1 3.15",
  copy: "M7.25 7.25h8v9h-8zM4.75 12.75v-9h8v.75",
  open: "M8.5 4.5h-4v11h11v-4M11.5 3.75h4.75V8.5M16 4l-6.5 6.5",
  edit: "M4 16l.75-3.25L13.5 4l2.5 2.5-8.75 8.75zM11.75 5.75l2.5 2.5",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  close: "M5 5l10 10M15 5L5 15",
  back: "M11.75 4.5L6.25 10l5.5 5.5",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  lock: "M5 9.25h10v7H5zM7 9V6.75a3 3 0 0 1 6 0V9",
  key: "M7 16a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM9.5 10L16 3.5M13 6.5l2.25 2.25",
  dice: "M4 4h12v12H4zM7.25 7.25h.01M12.75 7.25h.01M10 10h.01M7.25 12.75h.01M12.75 12.75h.01",
  person: "M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c.5-3 2.9-4.5 6-4.5s5.5 1.5 6 4.5",
  history: "M3.75 10a6.25 6.25 0 1 0 2-4.6M3.5 3.75v3h3M10 6.75V10l2.25 1.75",
  restore: "M4 8.25h8a4 4 0 0 1 0 8H8M7 5L3.75 8.25 7 11.5",
  warn: "M10 3.5l7.25 12.75H2.75zM10 8.25v3.5M10 14h.01",
  check: "M4 10.5l4 4 8-9",
  again: "M16 10a6 6 0 1 1-1.75-4.25M16.25 3.5v3h-3",
  out: "M8 4H4v12h4M12 6.5l3.5 3.5-3.5 3.5M15 10H7.5",
  offline:
    "M3 3l14 14M5 9.5A7.5 7.5 0 0 1 7.5 8M2.75 7A11 11 0 0 1 5.5 5.1M9.5 4.5A11 11 0 0 1 17.25 7M12.5 8.1A7.5 7.5 0 0 1 15 9.5M8 12.3a3.5 3.5 0 0 1 3.5-.3M10 15.5h.01",
  print: "M6 7.5v-4h8v4M6 13.5H4v-6h12v6h-2M6 11.5h8v5H6z",
  download: "M10 3.5v9M6.5 9l3.5 3.5L13.5 9M4 16.25h12",
  star: "M10 3.25l2.1 4.35 4.8.65-3.5 3.3.85 4.75L10 14l-4.25 2.3.85-4.75-3.5-3.3 4.8-.65z",
  starred: "M10 3.25l2.1 4.35 4.8.65-3.5 3.3.85 4.75L10 14l-4.25 2.3.85-4.75-3.5-3.3 4.8-.65z",
  large: "M3.5 7.5v-4h4M16.5 12.5v4h-4M7 13.5L10 6.5l3 7M8 11.25h4",
  qr: "M3.75 3.75h4.5v4.5h-4.5zM11.75 3.75h4.5v4.5h-4.5zM3.75 11.75h4.5v4.5h-4.5zM11.75 11.75h1.5v1.5h-1.5zM15 15h1.25v1.25H15zM15.25 11.75h1M11.75 15.5v.75",
  up: "M5.5 12l4.5-4.5 4.5 4.5",
  down: "M5.5 8l4.5 4.5L14.5 8",
  command:
    "M7.5 7.5h5v5h-5zM7.5 7.5H5.75A1.75 1.75 0 1 1 7.5 5.75zM12.5 7.5V5.75a1.75 1.75 0 1 1 1.75 1.75zM12.5 12.5h1.75a1.75 1.75 0 1 1-1.75 1.75zM7.5 12.5v1.75a1.75 1.75 0 1 1-1.75-1.75z",
  grip: "M7.5 5.5h.01M12.5 5.5h.01M7.5 10h.01M12.5 10h.01M7.5 14.5h.01M12.5 14.5h.01",
  filter: "M3.5 5h13M6 10h8M8.5 15h3",
  shield: "M10 3l6 2.25v4.25c0 3.75-2.5 6.25-6 7.5-3.5-1.25-6-3.75-6-7.5V5.25z",
} as const;

export type IconName = keyof typeof PATHS;

/** Always beside or inside something that has a name, so it is hidden from screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill={name === "starred" ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth={name === "more" || name === "grip" ? 2.4 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
