import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("chrome-csv");
