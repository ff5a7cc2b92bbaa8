import type { Endpoint } from "./endpoint.ts";

export const getHealth: Endpoint = {
  guard: "nothing",
  answer: async () => ({ status: "OpenPassPhrase service is running" }),
};
