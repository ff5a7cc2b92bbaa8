import type { Person } from "@opp/core/schemas/administration";
import { describe, expect, it } from "vitest";
import { deedsFor } from "./deed.ts";

const person: Person = {
  id: 1,
  username: "ada",
  administrator: false,
  secondFactor: false,
  createdAt: 0,
  lastLogInAt: null,
  items: 0,
  bytes: 0,
  deletedAt: null,
  erasedAt: null,
};

describe("what is offered for an account", () => {
  it("fits its state", () => {
    expect(deedsFor(person)).toEqual(["password-link", "end-sessions", "grant", "delete"]);
    expect(deedsFor({ ...person, administrator: true, secondFactor: true })).toEqual([
      "password-link",
      "end-sessions",
      "second-factor",
      "revoke",
      "delete",
    ]);
    expect(deedsFor({ ...person, administrator: true, deletedAt: 1, erasedAt: 2 })).toEqual(["restore"]);
  });
});
