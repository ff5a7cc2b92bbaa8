import { expect, test } from "vitest";
import { describeFixtures } from "../../testing/fixtures.suite.ts";
import { readText } from "../../testing/read-text.ts";

describeFixtures("safari-csv");

test("1Password's table isn't taken for Apple's, nor the other way round", async () => {
  const row = "\nx,https://x.example,u,p,,,";
  expect((await readText(`Title,Url,Username,Password,OTPAuth,Favorite,Archived${row}`)).format).toBe(
    "1password-csv",
  );
  expect((await readText(`title,url,username,password,otpauth,Group name,${row}`)).format).toBe("safari-csv");
});
