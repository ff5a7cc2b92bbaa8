import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { mistake as server } from "../../../../apps/server/src/mistake.ts";
import { mistake as api } from "../../../api/src/mistake.ts";
import { nowhere } from "../nowhere.ts";
import { mistake as store } from "../store/sqlite/mistake.ts";
import { mistake as testing } from "../testing/mistake.ts";

export const mistake: unknown = [readFileSync, Database, server, api, nowhere, store, testing];
