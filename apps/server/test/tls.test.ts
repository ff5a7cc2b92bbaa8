import { chmodSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { ask } from "./http-client.ts";
import { startProcess } from "./test-process.ts";

async function filesOfTls() {
  const folder = await tempFolder();
  for (const name of ["cert.pem", "key.pem"])
    copyFileSync(join(import.meta.dirname, "tls", name), join(folder.path, name));
  chmodSync(join(folder.path, "key.pem"), 0o600);
  return folder;
}

const ENVIRONMENT = { OPP_TLS_CERT_FILE: "cert.pem", OPP_TLS_KEY_FILE: "key.pem" };

describe("a server with a certificate of its own", () => {
  it("listens past loopback, by TLS only, and has browsers remember it", async () => {
    await using folder = await filesOfTls();
    const environment = { ...ENVIRONMENT, OPP_HOST: "0.0.0.0", OPP_PUBLIC_URL: "https://vault.home" };
    await using server = await startProcess(environment, folder.path);
    expect(server.url).toBe("https://vault.home");
    const port = /"port":(\d+)/.exec(server.stderr())?.[1];
    const answer = await ask(`https://127.0.0.1:${port}/api/trpc/system.status`, {
      headers: { host: "vault.home" },
    });
    expect([answer.status, answer.headers["strict-transport-security"]]).toEqual([200, "max-age=31536000"]);
    await expect(ask(`http://127.0.0.1:${port}/api/trpc/system.status`)).rejects.toThrow();
    server.child.kill("SIGTERM");
    expect(await server.exited).toBe(0);
  });

  it("doesn't start with a key that everybody can read", async () => {
    await using folder = await filesOfTls();
    chmodSync(join(folder.path, "key.pem"), 0o644);
    await using server = await startProcess(ENVIRONMENT, folder.path);
    expect(await server.exited).toBe(1);
    expect(server.stderr()).toContain(`chmod 600 ${folder.path}/key.pem`);
  });

  it("doesn't start with files that don't belong together, and repeats nothing of them", async () => {
    await using folder = await filesOfTls();
    writeFileSync(join(folder.path, "key.pem"), "marked-s3cret");
    await using server = await startProcess(ENVIRONMENT, folder.path);
    expect(await server.exited).toBe(1);
    expect(server.stderr()).toContain("don't work together");
    expect(server.stderr()).not.toContain("marked-s3cret");
  });
});
