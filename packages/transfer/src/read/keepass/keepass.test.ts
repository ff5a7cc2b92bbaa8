import { describeFixtures } from "../../testing/fixtures.suite.ts";

describeFixtures("kdbx", {
  sorted: ["traps-3.1-keepassxc.kdbx"],
  about: {
    "refuse-twofish.kdbx": /Twofish/,
    "refuse-version-5.kdbx": /version 5/,
    "refuse-keepass1.kdb": /KeePass 1/,
  },
});
describeFixtures("keepass-xml");
