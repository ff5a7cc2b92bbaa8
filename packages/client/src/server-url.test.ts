import { describe, expect, it } from "vitest";
import { procedureAddress } from "./server-url.ts";
import { VaultClientError } from "./vault-client-error.ts";

function refusalOf(url: string): VaultClientError | null {
  try {
    procedureAddress(url, false);
    return null;
  } catch (error) {
    if (error instanceof VaultClientError) return error;
    throw error;
  }
}

describe("procedureAddress", () => {
  it.each([
    ["https://vault.example", "https://vault.example/api/trpc/"],
    ["https://vault.example:8443/", "https://vault.example:8443/api/trpc/"],
    ["https://home.example/vault/", "https://home.example/vault/api/trpc/"],
    ["http://127.0.0.1:4600", "http://127.0.0.1:4600/api/trpc/"],
    ["http://127.8.9.1", "http://127.8.9.1/api/trpc/"],
    ["http://[::1]:4600", "http://[::1]:4600/api/trpc/"],
    ["http://localhost:4600", "http://localhost:4600/api/trpc/"],
  ])("takes %s", (url, address) => {
    expect(procedureAddress(url, false)).toBe(address);
  });

  it.each([
    "http://vault.example",
    "http://192.168.1.5:4600",
    "http://127.0.0.1.vault.example",
    "http://localhost.vault.example",
    "http://vault.localhost",
    "http://0.0.0.0:4600",
  ])("refuses clear text to another machine: %s", (url) => {
    expect(refusalOf(url)).toMatchObject({
      code: "INVALID_OPTIONS",
      message: expect.stringContaining("clear text"),
    });
    expect(procedureAddress(url, true)).toBe(`${url}/api/trpc/`);
  });

  it.each([
    "",
    "vault.example",
    "ftp://vault.example",
    "https://",
    "file:///etc/passwd",
    "https://a?b",
    "https://a#b",
  ])("refuses %j", (url) => {
    expect(refusalOf(url)?.code).toBe("INVALID_OPTIONS");
  });

  it("refuses a password in the address, and doesn't repeat it", () => {
    const refusal = refusalOf("https://ada:hunter2@vault.example");
    expect(refusal?.code).toBe("INVALID_OPTIONS");
    expect(String(refusal?.message)).not.toContain("hunter2");
  });
});
