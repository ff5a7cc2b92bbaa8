import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("nordpass-csv");
