/** Few open it, so it isn't in the first load. */
export const fetchPalette = async () => (await import("./palette.tsx")).Palette;
