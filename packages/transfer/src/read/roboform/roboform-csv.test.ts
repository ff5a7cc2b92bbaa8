import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("roboform-csv");
