import type { Endpoint } from "../calls/endpoint.ts";

export const getHealth: Endpoint = {
  id: "getHealth",
  summary: "Whether the service runs",
  guard: "nothing",
  answers: "Health",
  answer: async () => ({ status: "OpenPassPhrase service is running" }),
};
