import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("aliasvault-csv");
