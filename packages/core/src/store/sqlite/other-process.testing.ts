import { createInterface } from "node:readline";
import { asUserId } from "../../ids.ts";
import { addItems } from "../contract/world.suite.ts";
import { openSqliteStore } from "./open-store.ts";

/** Another process for two-processes.test.ts. Each line it reads names a store to open and items to add; it answers each with a line. */
for await (const line of createInterface({ input: process.stdin })) {
  const { path, migrationsFolder, userId, name, rounds } = JSON.parse(line);
  const store = await openSqliteStore({ path, migrationsFolder });
  for (let i = 0; i < rounds; i++) await addItems(store, asUserId(userId), [`${name} ${i}`]);
  await store.close();
  process.stdout.write("done\n");
}
