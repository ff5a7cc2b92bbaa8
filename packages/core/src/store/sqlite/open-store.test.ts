import { openTempStore } from "../../testing/temp-store.ts";
import { describeStoreContract } from "../contract.suite.ts";

describeStoreContract("SQLite", openTempStore);
