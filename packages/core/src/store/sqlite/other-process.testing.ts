import { asUserId } from "../../ids.ts";
import { addItems } from "../contract/world.suite.ts";
import { openSqliteStore } from "./open-store.ts";

/** Another process for two-processes.test.ts: adds items one by one. */
const { path, migrationsFolder, userId, name, rounds } = JSON.parse(process.argv[2] ?? "");
const store = await openSqliteStore({ path, migrationsFolder });
for (let i = 0; i < rounds; i++) await addItems(store, asUserId(userId), [`${name} ${i}`]);
await store.close();
