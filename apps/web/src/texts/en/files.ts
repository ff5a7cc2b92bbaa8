/** Files of items. */
export const files = {
  files: { has: "Has files" },
};
