/** The generator. */
export const generator = {
  generator: { title: "Generator" },
};
