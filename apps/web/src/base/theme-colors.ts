/** What a browser or phone paints around the page: `--ground` of tokens.css. */
export const THEME_COLORS = { light: "#eef2f1", dark: "#0d1313" } as const;
