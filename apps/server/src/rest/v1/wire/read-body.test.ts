import { TRPCError } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { JsonBody } from "../../../http/json-body.ts";
import { type RequestName, requests } from "../schemas/requests.ts";
import { readBody } from "./read-body.ts";

const json = (text: string) => JsonBody.parse(Buffer.from(text), 200_000);

/** What is said of a body; undefined: nothing is wrong with it. */
async function refusalOf(name: RequestName, body: unknown): Promise<string | undefined> {
  const sent = await json(JSON.stringify(body));
  try {
    readBody(requests[name], sent);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe("of several faults in a body", () => {
  const missing = (name: string) => `Required payload object '${name}' is missing!`;
  it.each<[RequestName, unknown, string]>([
    ["CategorySelection", {}, "Missing payload!"],
    ["CategorySelection", { cascade: "x" }, missing("ids")],
    ["CategorySelection", { ids: [] }, missing("cascade")],
    ["CategorySelection", { ids: "x", cascade: [] }, "'ids' object should be in list form!"],
    ["CategorySelection", { ids: [], cascade: [] }, "'cascade' object should not be in list form!"],
    ["CategorySelection", { ids: [], cascade: "x" }, "Empty category id list!"],
    ["CategoryChanges", { categories: [{ name: "" }] }, "Missing category id in list!"],
    ["CategoryChanges", { categories: [{ id: "", name: "" }] }, "Empty category id in list!"],
    [
      "CategoryChanges",
      { categories: [{ id: 1, name: "a" }, { id: 1, name: 5 }, 7] },
      "Invalid category name in list!",
    ],
    ["NewUser", { username: "", phrase: "" }, missing("password")],
    ["NewUser", { username: 5, password: "", phrase: "" }, "Input 'username' parameter is not text!"],
    ["NewUser", { username: "a", password: "", phrase: "" }, "Input 'password' parameter is empty!"],
    ["NewUser", { username: "a", password: "b", phrase: null }, "Input 'phrase' parameter is empty!"],
    [
      "NewUser",
      { username: "a", password: "b", phrase: "c" },
      "Passphrase must be at least 6 characters long!",
    ],
    ["NewItems", { items: [5], auto_pass: [true] }, "'auto_pass' object should not be in list form!"],
    ["NewItems", { items: [{ category_id: "x", blob: 5 }] }, "Invalid item data in list!"],
    ["ItemChanges", { items: [{ name: 5 }] }, "Missing item id in list!"],
  ])("%s %j: the first is named, as v1 did", async (name, body, sentence) => {
    expect(await refusalOf(name, body)).toBe(sentence);
  });
});

describe("readBody", () => {
  it("takes the fields of a body from nowhere but the body", async () => {
    const text = await json('{"__proto__":{"ids":[1],"cascade":true},"x":1}');
    expect(() => readBody(requests.CategorySelection, text)).toThrow(
      "Required payload object 'ids' is missing!",
    );
  });

  it("counts letters as people do where it says how many there must be", async () => {
    const user = (password: string) => ({ username: "a", password, phrase: "🔑🔑🔑🔑🔑🔑" });
    expect(await refusalOf("NewUser", user("🔑".repeat(7)))).toBe(
      "Password must be at least 8 characters long!",
    );
    expect(await refusalOf("NewUser", user("🔑".repeat(8)))).toBeUndefined();
  });

  it("looks no further than the first wrong entry: of a hundred thousand, each fault would cost memory", async () => {
    const wrong = { name: 0, url: 0, account: 0, username: 0, password: 0, blob: 0 };
    const said: unknown[] = [];
    const name = z.string({ error: ({ input }) => String(said.push(input)) });
    const schema = z.object({ items: z.array(z.object({ name, url: name })), more: name });
    const body = await json(JSON.stringify({ items: Array.from({ length: 1000 }, () => wrong), more: 1 }));
    expect(() => readBody(schema, body)).toThrow("1");
    expect(said).toEqual([0]);
  });

  it("refuses what is past a limit as the procedures do, naming the field", async () => {
    const items = [{ name: "n".repeat(1025) }];
    const body = await json(JSON.stringify({ items }));
    const fault = caught(() => readBody(requests.NewItems, body));
    expect(fault).toBeInstanceOf(TRPCError);
    expect(fault).toMatchObject({
      cause: { issues: [{ path: ["items", 0, "name"], message: "name has at most 1024 characters." }] },
    });
  });
});

it.each(["Selection", "CategorySelection"] as const)(
  "%s names no more ids than one call may",
  async (name) => {
    const ids = Array.from({ length: 100_001 }, () => 0);
    const body = await json(JSON.stringify({ ids, cascade: true }));
    const fault = caught(() => readBody(requests[name], body));
    expect(fault).toMatchObject({ cause: { issues: [{ path: ["ids"], code: "too_big" }] } });
  },
);

function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
