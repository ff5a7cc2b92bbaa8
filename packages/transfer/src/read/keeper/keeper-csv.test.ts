import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("keeper-csv");
