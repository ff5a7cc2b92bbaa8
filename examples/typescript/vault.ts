// node vault.ts URL USER_NAME, with the password and the passphrase on two lines of standard input
import { text } from "node:stream/consumers";
import { createVaultClient, VaultClientError } from "@openpassphrase/client";

const [url = "", username = ""] = process.argv.slice(2);
const [password = "", passphrase = ""] = (await text(process.stdin)).split("\n");
const vault = createVaultClient({ url });
try {
  await vault.login({ username, password, passphrase });
  const { items: added } = await vault.items.create.mutate({
    items: [{ name: "Router", username: "admin", password: "made up" }],
  });
  const { items } = await vault.items.list.query({ limit: 10 });
  for (const { id, name, username } of items) console.log(id, name, username);
  for (const { id } of added) console.log("its password:", (await vault.items.get.query({ id })).password);
  await vault.items.trash.mutate({ ids: added.map(({ id }) => id) });
  await vault.logout();
} catch (error) {
  if (!(error instanceof VaultClientError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
