import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readJson } from "../../testing/read-json.ts";

describeFixtures("keeper-json");

const item = async (custom_fields: unknown, members: object = {}) => {
  const { items } = await readJson({ records: [{ title: "n", custom_fields, ...members }] });
  return items[0];
};

test("each value of a list becomes a field", async () => {
  expect(
    await item({
      "$securityQuestion::1": [
        { question: "q1", answer: "a1" },
        { question: "q2", answer: "a2" },
      ],
      "$passkey::1": [{ relyingParty: "x" }, { relyingParty: "y" }],
      "$email:Mail:1": ["a@x.example", "b@x.example"],
      "$url::1": ["https://a.example", "https://b.example"],
    }),
  ).toMatchObject({
    url: "https://a.example",
    moreUrls: ["https://b.example"],
    fields: [
      { name: "Security question", value: "q1" },
      { name: "Security answer", kind: "hidden", value: "a1" },
      { name: "Security question", value: "q2" },
      { name: "Security answer", kind: "hidden", value: "a2" },
      { name: "Passkey x", kind: "hidden" },
      { name: "Passkey y", kind: "hidden" },
      { name: "Mail", value: "a@x.example" },
      { name: "Mail", value: "b@x.example" },
    ],
  });
});

test("a value of another shape than its type's is kept; types that aren't known, too", async () => {
  expect(
    await item({
      "$phone:Tel:1": "555 0100",
      "$date:Day:1": "someday",
      "$text:T:1": { odd: 1 },
      "$gizmo:Thing:1": { a: 1 },
      "$paymentCard::1": null,
      "with:colon": 5,
    }),
  ).toMatchObject({
    fields: [
      { name: "Tel", kind: "text", value: "555 0100" },
      { name: "Day", kind: "text", value: "someday" },
      { name: "T", kind: "hidden", value: '{"odd":1}' },
      { name: "Thing", kind: "hidden", value: '{"a":1}' },
      { name: "with:colon", kind: "text", value: "5" },
    ],
  });
});

test("bank accounts, names, addresses, keys and files", async () => {
  const { items, notices } = await readJson({
    records: [
      {
        title: "n",
        $type: "bankAccount",
        custom_fields: {
          "$bankAccount::1": { accountType: "Checking", routingNumber: "1", accountNumber: "2" },
          "$name:Owner:1": { first: "Ada", middle: "", last: "L." },
          "$address::1": { street1: "1 Street", city: "Town" },
          "$passkey::1": { relyingParty: "x.example", credentialId: "c" },
          "$fileRef::1": ["uid"],
        },
      },
    ],
  });
  expect(items[0]).toMatchObject({
    kind: "bank",
    account: "2",
    fields: [
      { name: "Account type", value: "Checking" },
      { name: "Routing number", value: "1" },
      { name: "Owner", value: "Ada\nL." },
      { name: "Address", value: "1 Street\nTown" },
      { name: "Passkey x.example", kind: "hidden" },
    ],
  });
  expect(notices.map(({ kind }) => kind)).toEqual(["partly", "partly"]);
});

test("fields in a list, as older exports have them, and paths in both kinds of folders", async () => {
  const folders = [{ shared_folder: "Team", folder: "Inner" }, null, {}];
  expect(await item([{ name: "PIN code", value: "1" }, null], { folders })).toMatchObject({
    category: ["Team", "Inner"],
    fields: [{ name: "PIN code", kind: "hidden", value: "1" }],
  });
});
