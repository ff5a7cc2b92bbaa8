import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("firefox-csv");
