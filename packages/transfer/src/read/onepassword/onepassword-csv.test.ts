import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("1password-csv");
