import { asUserId } from "../../ids.ts";
import { addItems } from "../contract/world.suite.ts";
import { openSqliteStore } from "./open-store.ts";

/** Another process for two-processes.test.ts: opens the stores one after the other and adds items to each. */
const { paths, migrationsFolder, userId, name, rounds } = JSON.parse(process.argv[2] ?? "");
for (const path of paths) {
  const store = await openSqliteStore({ path, migrationsFolder });
  for (let i = 0; i < rounds; i++) await addItems(store, asUserId(userId), [`${name} ${i}`]);
  await store.close();
}
