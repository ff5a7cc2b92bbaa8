import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Read } from "../model.ts";
import { openZip } from "../parse/zip.ts";
import { ImportRefusal } from "../refusal.ts";
import { readFixture } from "../testing/fixtures.suite.ts";
import { expectedOf, fixture } from "../testing/fixtures.ts";
import { byteChanges, changes, mutateBytes, mutateValue } from "../testing/mutate.ts";
import { packZip } from "../testing/pack-zip.ts";
import { readFile } from "./read-file.ts";

/** Fixed, so that a run fails only for a change of the code. */
const SEED = 20_261_129;

const JSON_FILES = [
  ["bitwarden-json", "plain.json"],
  ["bitwarden-org-json", "org.json"],
  ["protonpass", "data.json"],
  ["enpass-json", "enpass.json"],
  ["keeper-json", "keeper.json"],
  ["aegis", "plain.json"],
  ["aegis", "encrypted.json"],
  ["2fas", "plain.2fas"],
  ["2fas", "encrypted.2fas"],
  ["cxf", "export.json"],
  ["bitwarden-json", "password-pbkdf2.json"],
  ["bitwarden-json", "password-argon2id.json"],
] as const;

const ZIP_FILES = [
  ["1pux", "export.1pux", "export.data"],
  ["bitwarden-zip", "export.zip", "data.json"],
  ["protonpass", "protonpass.zip", "Proton Pass/data.json"],
  ["dashlane-zip", "dashlane.zip", null],
] as const;

/** Reads without a password, so that no key is derived. */
async function readOrRefuse(bytes: Uint8Array): Promise<void> {
  try {
    expectWellFormed(await readFile(bytes, { password: null, keyFile: null }));
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error;
  }
}

function expectWellFormed({ items, categories, notices }: Read): void {
  for (const item of items) {
    expect(item.name).not.toBe("");
    expect(item.category.length).toBeLessThanOrEqual(8);
    const texts = [item.name, item.url, ...item.moreUrls, item.account, item.username, item.password];
    expect([...texts, item.totp, item.blob, ...item.tags].every((text) => typeof text === "string")).toBe(
      true,
    );
    expect(item.tags.some((tag) => tag.includes(","))).toBe(false);
    expect(item.fields.every(({ name, value }) => name !== "" && typeof value === "string")).toBe(true);
    const instants = [item.createdAt, item.updatedAt, item.passwordChangedAt, item.deletedAt];
    expect(instants.every((at) => at === undefined || (Number.isSafeInteger(at) && at >= 0))).toBe(true);
    expect(item.history?.every(({ replacedAt }) => Number.isSafeInteger(replacedAt)) ?? true).toBe(true);
  }
  expect(categories.flat().every((name) => typeof name === "string" && name.trim() !== "")).toBe(true);
  expect(notices.every(({ about }) => typeof about === "string")).toBe(true);
}

const check = (property: fc.IAsyncProperty<unknown>, numRuns: number) =>
  fc.assert(property, { numRuns, seed: SEED, endOnFailure: true });

describe("whatever a file holds, it is read or refused by name", () => {
  test.each(JSON_FILES)("%s/%s with changed values", async (folder, file) => {
    const value: unknown = JSON.parse(
      Buffer.from(fixture(folder, file))
        .toString()
        .replace(/^\ufeff/, ""),
    );
    await check(
      fc.asyncProperty(changes, (made) =>
        readOrRefuse(Buffer.from(JSON.stringify(mutateValue(value, made)))),
      ),
      30,
    );
  });

  test.each(ZIP_FILES)("%s/%s with changed values", async (folder, file, data) => {
    const zip = await openZip(fixture(folder, file));
    const files = await Promise.all(
      zip.names.map(async (name) => ({ name, content: Buffer.from(await zip.read(name)) })),
    );
    await check(
      fc.asyncProperty(changes, byteChanges, (made, madeBytes) =>
        readOrRefuse(
          packZip(
            files.map(({ name, content }) => {
              if (name === data)
                return {
                  name,
                  content: JSON.stringify(
                    mutateValue(JSON.parse(content.toString().replace(/^\ufeff/, "")), made),
                  ),
                };
              return { name, content: data === null ? mutateBytes(content, madeBytes) : content };
            }),
          ),
        ),
      ),
      15,
    );
  });

  const bothKinds = [...JSON_FILES, ...ZIP_FILES].map(([folder, file]) => [folder, file] as const);
  test.each(bothKinds)("%s/%s with changed bytes", async (folder, file) => {
    const bytes = fixture(folder, file);
    await check(
      fc.asyncProperty(byteChanges, (made) => readOrRefuse(mutateBytes(bytes, made))),
      15,
    );
  });
});

test.each([...new Set([...JSON_FILES, ...ZIP_FILES].map(([folder]) => folder))])(
  "no notice on %s quotes a secret",
  async (folder) => {
    for (const { files = [] } of expectedOf(folder))
      for (const file of files) {
        const { items, notices } = await readFixture(folder, file);
        const secrets = items.flatMap(({ password, totp, fields }) => [
          password,
          totp,
          ...fields.filter(({ kind }) => kind === "hidden").map(({ value }) => value),
        ]);
        const said = notices.map(({ about }) => about).join("\n");
        expect(secrets.filter((secret) => secret.length > 2 && said.includes(secret))).toEqual([]);
      }
  },
);
