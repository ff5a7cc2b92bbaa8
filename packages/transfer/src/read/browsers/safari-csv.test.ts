import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("safari-csv");
