import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("lastpass-csv");
