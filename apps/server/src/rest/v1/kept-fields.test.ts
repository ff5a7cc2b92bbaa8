import { expect, it } from "vitest";
import { Person } from "../../../test/person.ts";
import { testServer } from "../../../test/test-server.ts";
import { V1Client } from "./testing/v1-client.ts";

it("what v1 doesn't know of an item, it neither answers nor changes: its tags, for one", async () => {
  await using server = await testServer();
  const ada = await Person.register(server.url, "ada");
  await ada.must("items.create", { items: [{ name: "Bank", tags: ["Money", "work"] }] });
  const client = new V1Client(server.url, ada.passphrase);
  await client.logIn(ada);
  const { items } = (await client.must("GET /items")) as { items: { id: number }[] };
  const [known] = items;
  expect(known).not.toHaveProperty("tags");
  const id = known?.id ?? 0;
  await client.must("POST /items", { items: [{ ...known, name: "Renamed", tags: ["overwritten"] }] });
  expect(await ada.must("items.list")).toMatchObject({
    items: [{ id, name: "Renamed", tags: ["Money", "work"] }],
  });
});

it("v1 sees a card's name and fields as it always did, and writing loses neither its kind nor its number", async () => {
  await using server = await testServer();
  const ada = await Person.register(server.url, "ada");
  const fields = [
    { id: "cardholder", name: "Cardholder", kind: "text", value: "Ada Lovelace" },
    { id: "card-number", name: "Card number", kind: "hidden", value: "4111111111111111" },
    { name: "Colour", kind: "text", value: "blue" },
  ];
  const card = { name: "Visa", kind: "card", blob: "from the bank", fields };
  const { items: made } = (await ada.must("items.create", { items: [card] })) as { items: { id: number }[] };
  const id = made[0]?.id ?? 0;
  const client = new V1Client(server.url, ada.passphrase);
  await client.logIn(ada);
  const { items } = (await client.must("GET /items")) as { items: object[] };
  expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(
    ["account", "blob", "category", "id", "name", "password", "sort_id", "url", "username"].toSorted(),
  );
  await client.must("POST /items", { items: [{ ...items[0], name: "Renamed", kind: "note", fields: [] }] });
  expect(await ada.must("items.get", { id })).toMatchObject({ ...card, name: "Renamed" });
});

it("empty items are refused by the procedures, and kept for v1's clients", async () => {
  await using server = await testServer();
  const ada = await Person.register(server.url, "ada");
  const client = new V1Client(server.url, ada.passphrase);
  await client.logIn(ada);
  const refused = await ada.call("items.create", { items: [{ name: "Bank" }, { tags: ["work"] }] });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("An empty item can't be saved. Give it a name, or fill in another field.");
  expect(await ada.must("items.list")).toMatchObject({ items: [] });
  await client.must("PUT /items", { items: [{ name: "" }, { name: "Post" }] });
  const { items } = (await client.must("GET /items")) as { items: { id: number; name: string }[] };
  expect(items.map(({ name }) => name)).toEqual(["", "Post"]);
  await client.must("POST /items", { items: [{ ...items[1], name: "" }] });
  expect(await ada.must("items.list")).toMatchObject({ items: [{ name: "" }, { name: "" }] });
});
