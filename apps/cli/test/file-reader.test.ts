import { join } from "node:path";
import { bundledProgram } from "@opp/transfer/process/child-program";
import { createFileReader } from "@opp/transfer/process/read-file-in-child";
import { fixture } from "@opp/transfer/testing/fixtures";
import { expect, test } from "vitest";
import { TESTED_BUNDLE } from "./run-opp.ts";

test("the bundled reader opens a KeePass file in a process that may read no file", async () => {
  const readFile = createFileReader({ program: bundledProgram(join(TESTED_BUNDLE, "file-reader.mjs.gz")) });
  const file = fixture("kdbx", "traps-4.1-argon2id-chacha20.kdbx");
  await using held = await readFile(file, { password: "Schlüssel ☃ 7", keyFile: null });
  expect(held).toMatchObject({ format: "kdbx", itemCount: 19 });
  for await (const [item] of held.batches())
    expect(item).toMatchObject({ name: "At the root", password: "pw-root" });
  await expect(readFile(file, { password: "x", keyFile: null })).rejects.toMatchObject({
    reason: "wrong-credentials",
  });
});
