import { chmodSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "@opp/host/config/config";
import { lookAtDataFolder, lookAtTls } from "@opp/host/doctor/look-at-files";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";

const TLS = join(import.meta.dirname, "../../../server/test/tls");
const DAY_MS = 24 * 3_600_000;

describe("lookAtTls", () => {
  it("says when a certificate has ended, ends soon, or isn't valid yet", async () => {
    await using folder = await tempFolder();
    for (const name of ["cert.pem", "key.pem"]) copyFileSync(join(TLS, name), join(folder.path, name));
    chmodSync(join(folder.path, "key.pem"), 0o600);
    const environment = { OPP_TLS_CERT_FILE: "cert.pem", OPP_TLS_KEY_FILE: "key.pem" };
    const config = readConfig({ environment, startFolder: folder.path });
    const daysLeft = Number(/ends in (\d+) days/.exec(lookAtTls(config, Date.now()))?.[1]);
    const end = Date.now() + daysLeft * DAY_MS;
    expect(() => lookAtTls(config, end - 5 * DAY_MS)).toThrow(/ends in [56] days\. Renew it/);
    expect(() => lookAtTls(config, end + 5 * DAY_MS)).toThrow(/ended on/);
    expect(() => lookAtTls(config, 0)).toThrow(/isn't valid before/);
  });
});

/** Only root's own files are taken for mounted ones. */
const USERS = process.getuid?.() === 0 ? ["root"] : [];

describe.each(USERS)("lookAtDataFolder of %s", () => {
  it("finds nothing wrong with a secret that the platform mounted there, as the server does", async () => {
    await using folder = await tempFolder();
    const config = readConfig({ environment: { OPP_DATA_DIR: "." }, startFolder: folder.path });
    chmodSync(folder.path, 0o700);
    const secret = join(folder.path, "server-secret");
    writeFileSync(secret, "x", { mode: 0o600 });
    chmodSync(secret, 0o444);
    expect(lookAtDataFolder(config)).toContain("its owner only");
    chmodSync(secret, 0o644);
    expect(() => lookAtDataFolder(config)).toThrow(/chmod 600/);
  });
});
