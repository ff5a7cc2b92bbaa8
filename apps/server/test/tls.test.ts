import { X509Certificate } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
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

/** Renewed as container platforms do it: the files are links through a folder that is swapped in one step. */
async function mountedFiles() {
  const folder = await tempFolder();
  const at = (...names: string[]) => join(folder.path, ...names);
  const put = (version: string, prefix: string) => {
    mkdirSync(at(version));
    for (const name of ["cert.pem", "key.pem"]) {
      copyFileSync(join(import.meta.dirname, "tls", prefix + name), at(version, name));
      chmodSync(at(version, name), 0o440);
    }
    symlinkSync(version, at("..data.new"));
    renameSync(at("..data.new"), at("..data"));
  };
  put("..1", "");
  for (const name of ["cert.pem", "key.pem"]) symlinkSync(join("..data", name), at(name));
  return Object.assign(folder, { renew: () => put("..2", "renewed-") });
}

/** The SHA-256 of the certificate that a server shows to who connects. */
const shownBy = (url: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1", rejectUnauthorized: false });
    socket.on("error", reject).on("secureConnect", () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
  });

const fingerprintOf = (name: string) =>
  new X509Certificate(readFileSync(join(import.meta.dirname, "tls", name))).fingerprint256;

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

  it("shows a renewed one without a restart, by itself", async () => {
    await using folder = await mountedFiles();
    await using server = await startProcess(ENVIRONMENT, folder.path);
    const url = String(server.url);
    expect(await shownBy(url)).toBe(fingerprintOf("cert.pem"));
    folder.renew();
    await expect.poll(() => shownBy(url), { timeout: 20_000 }).toBe(fingerprintOf("renewed-cert.pem"));
    expect(server.stderr()).toContain('"msg":"took the renewed certificate"');
    expect((await ask(`${url}/api/trpc/system.status`)).status).toBe(200);
  });

  it("shows a renewed one at once on SIGHUP, and the one before while the new files can't be used", async () => {
    await using folder = await filesOfTls();
    await using server = await startProcess(ENVIRONMENT, folder.path);
    const url = String(server.url);
    const put = (name: string) => {
      copyFileSync(join(import.meta.dirname, "tls", `renewed-${name}`), join(folder.path, name));
      // A copy takes over the mode of a file in the checkout, and a key must not be readable by everyone.
      chmodSync(join(folder.path, name), 0o600);
    };
    put("cert.pem");
    server.child.kill("SIGHUP");
    await expect.poll(server.stderr).toContain("don't match");
    expect(await shownBy(url)).toBe(fingerprintOf("cert.pem"));
    put("key.pem");
    server.child.kill("SIGHUP");
    await expect.poll(() => shownBy(url), { timeout: 3000 }).toBe(fingerprintOf("renewed-cert.pem"));
  });

  it("doesn't start with a key that everyone can read", async () => {
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
    expect(server.stderr()).toContain("don't match");
    expect(server.stderr()).not.toContain("marked-s3cret");
  });
});
