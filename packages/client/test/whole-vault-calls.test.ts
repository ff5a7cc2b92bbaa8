import { appRouter } from "@opp/api/routers/app-router";
import { expect, it } from "vitest";
import { WHOLE_VAULT_CALLS } from "../src/batches.ts";

it("the client sends apart what the server takes one of in a request", () => {
  const heavy = Object.entries(appRouter._def.procedures)
    .filter(
      ([, procedure]) =>
        Reflect.get(Object(Reflect.get(Object(Reflect.get(procedure, "_def")), "meta")), "heavy") !==
        undefined,
    )
    .map(([path]) => path);
  expect(heavy.toSorted()).toEqual([...WHOLE_VAULT_CALLS].toSorted());
});
