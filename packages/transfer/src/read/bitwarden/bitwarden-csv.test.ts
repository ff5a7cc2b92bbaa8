import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("bitwarden-csv");
