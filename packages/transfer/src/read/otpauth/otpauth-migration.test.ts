import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("otpauth-migration");
