import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("keepassxc-csv");
