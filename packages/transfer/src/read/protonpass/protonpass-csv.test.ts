import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("protonpass-csv");
