import { openTempPostgresStore } from "../../testing/temp-postgres-store.ts";
import { describeStoreContract } from "../contract.suite.ts";

describeStoreContract("PostgreSQL", openTempPostgresStore);
