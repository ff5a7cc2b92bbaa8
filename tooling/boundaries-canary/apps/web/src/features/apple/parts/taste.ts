export const taste = "sweet";
