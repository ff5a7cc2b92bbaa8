export const taste = "sour";
