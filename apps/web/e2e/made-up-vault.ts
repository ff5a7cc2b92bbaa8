import { makeCategories, makeItems, type NewTestItem, type TestAccount } from "./account.ts";

const SERVICES: readonly (readonly [string, string, string, number])[] = [
  ["Harbour Bank", "https://online.harbourbank.example", "DE44 5001 0517", 2],
  ["Linden Health Insurance", "https://my.linden-health.example", "K 2231 884", 3],
  ["GitLab", "https://gitlab.example", "", 1],
  ["Northwind Mail", "https://mail.northwind.example", "", 0],
  ["Café Zürich Loyalty", "https://cafe-zuerich.example", "Card 88 120", 3],
  ["Home router", "http://192.168.1.1", "", 0],
  ["Tax office", "https://tax.example/login", "143/815/08155", 2],
  ["Railway", "https://bahn.example", "BC 7081 4412", 3],
  ["Staging database", "", "pg-staging-02", 1],
  ["Photo printing", "https://prints.example", "", 3],
  ["Electricity", "https://stadtwerke.example", "V-77102", 0],
  ["Company VPN", "vpn.company.example", "", 1],
  ["Library", "https://library.example", "A 5512", 0],
  ["Broker", "https://depot.example", "40071123", 2],
  ["Garden camera", "http://nas.local:8443", "", 0],
];

const TAGS = [["every year"], [], ["shared", "for the office"], [], [], ["to cancel"]];

/** What the pictures show: enough to look lived in, and nobody's. */
export async function fillWithMadeUpData(account: TestAccount): Promise<void> {
  const ids = await makeCategories(account, ["Home", "Work", "Money", "Everyday life"]);
  await plantBranch(account, ids[2] ?? null);
  const items: NewTestItem[] = SERVICES.map(([name, url, number, category], index) => ({
    name,
    url,
    account: number,
    username: index % 3 === 0 ? "ada.lovelace" : "ada@lovelace.example",
    password: `${["Velvet", "Quartz", "Maple"][index % 3]}-7Ray!Il0O${index}`,
    blob:
      index % 4 === 0
        ? "Customer service: 0800 555 010\nSecurity question: the name of the first engine"
        : "",
    tags: TAGS[index % TAGS.length] ?? [],
    categoryId: index % 7 === 6 ? null : (ids[category] ?? null),
  }));
  await makeItems(account, items);
}

/** Categories in others, two levels deep. */
async function plantBranch(account: TestAccount, parentId: number | null): Promise<void> {
  const make = async (name: string, outer: number | null) => {
    const { categories } = await account.call<{ categories: { id: number }[] }>("categories.create", {
      categories: [{ name, parentId: outer }],
    });
    return categories[0]?.id ?? null;
  };
  const funds = await make("Investments", parentId);
  const shares = await make("Funds and shares of the family", funds);
  await make("Taxes", parentId);
  await makeItems(account, [
    { name: "Share register", username: "ada.lovelace", password: "Velvet-7Ray!Il0O", categoryId: shares },
    { name: "Fund house", url: "https://funds.example", password: "Quartz-7Ray!Il0O", categoryId: funds },
  ]);
}
