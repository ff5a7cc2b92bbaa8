import { describe, expect, it } from "vitest";
import { decodeBase64 } from "../../base64.ts";
import { publicKeyIn, sshFacts, sshFingerprint, writeSshKey } from "./ssh-key.ts";

/** Keys that ssh-keygen (OpenSSH 9.2) made for this test, and what its -l says of them. */
const armoured = (body: string) =>
  `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n-----END OPENSSH PRIVATE KEY-----\n`;
const PLAIN = armoured(
  [
    "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW",
    "QyNTUxOQAAACDq7Gp/qSiaXJFvyPdJH4a09ngC5asungYsKLyjZOeO+gAAAJi82TWkvNk1",
    "pAAAAAtzc2gtZWQyNTUxOQAAACDq7Gp/qSiaXJFvyPdJH4a09ngC5asungYsKLyjZOeO+g",
    "AAAEApjvY/q5xbVGmzyJJYhyYWbvVo94TP0cCwWJ0NR74EYOrsan+pKJpckW/I90kfhrT2",
    "eALlqy6eBiwovKNk5476AAAAD2FkYUBleGFtcGxlLm9yZwECAwQFBg==",
  ].join("\n"),
);
const PLAIN_PUBLIC =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOrsan+pKJpckW/I90kfhrT2eALlqy6eBiwovKNk5476 ada@example.org";
const LOCKED = armoured(
  [
    "b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABBMM4Y7Tp",
    "UvYBOO2otzA5EnAAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIIesYQcfOSvzf0e2",
    "jhX3cJXZg5X0YYAhRO9Jr3fi7jf2AAAAoPtaOk6cA2gIU0ILWgOCqUVXZvr7aymlqHthjl",
    "qXrnZ0s8rrr2UlkMxtI+rHiWRFFH6EbAX4Y07WCJB0b4WyGqDDYm+sEIL9CcWCFbP0bEtj",
    "/0yBQzR1tKbWy5nsYCy53HS8sg9ok945f6+zcMJwBZRm8xF3g7UlNYqAK8GeUZM2rHDD8n",
    "jRG/sZCTX6wBoqLgFw2LjOxC8mIPTFyBV0x0g=",
  ].join("\n"),
);
const LOCKED_PUBLIC = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIesYQcfOSvzf0e2jhX3cJXZg5X0YYAhRO9Jr3fi7jf2";
const RSA_PUBLIC =
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDTG7IsSo+Z/waJtqm+bMYDesZW96b7WqsFMT6JJQ1Dqu1ZheJkGOflZdqgFNpzhSd2yEA4areCNsiUw0OHIA6rIqW2Tt35qgghzZtUbNfRPbkXKbgNZJ/UL2YOPWzMD+Mus8jsz9241ozm3YXVSPB3SbPzfLkHPsOA2/qv0pN3DT1Tl2UtLEiWqampn7OxmEssgZWhmzjgHU8+HqRl6QaBpi5ARE0HAJqTheVBZ8/0veWjxzsew12Dyv4oy6HlWI7xPhFR8hhV+OYG1m8VL4LKb9PTo0+yz8o7zIYmYRgkHi99ouDzJOVuRgw3KZoBzM40NjmUNe4eofAbjIUFewzJ";

describe("a key of Ed25519", () => {
  it("is written as ssh-keygen writes it, byte by byte", () => {
    const file = decodeBase64(PLAIN.split("\n").slice(1, -2).join("")) ?? new Uint8Array();
    const at = (offset: number, length: number) => file.subarray(offset, offset + length);
    const key = { seed: at(161, 32), publicKey: at(193, 32) };
    expect(writeSshKey(key, at(98, 4), "ada@example.org")).toEqual({
      privateKey: PLAIN,
      publicKey: PLAIN_PUBLIC,
    });
  });

  it("can do without a comment, which never has a line end", () => {
    const key = { seed: new Uint8Array(32), publicKey: new Uint8Array(32) };
    const bare = writeSshKey(key, new Uint8Array(4), "");
    expect(bare.publicKey.split(" ")).toHaveLength(2);
    expect(publicKeyIn(bare.privateKey)).toBe(bare.publicKey);
    expect(writeSshKey(key, new Uint8Array(4), "two\r\nlines\n").publicKey).toMatch(/ two lines$/);
  });
});

describe("the public key in a private one", () => {
  it("is read, with or without a passphrase", () => {
    expect(publicKeyIn(PLAIN)).toBe(PLAIN_PUBLIC.replace(" ada@example.org", ""));
    expect(publicKeyIn(LOCKED)).toBe(LOCKED_PUBLIC);
    expect(publicKeyIn(`  ${PLAIN.replaceAll("\n", "\r\n")}\n`)).not.toBeNull();
  });

  it.each(["", "secret", PLAIN.slice(0, 200), armoured("AAAA"), armoured(PLAIN.split("\n")[1] ?? "")])(
    "isn't in %j",
    (text) => {
      expect(publicKeyIn(text)).toBeNull();
    },
  );
});

describe("a fingerprint", () => {
  it.each([
    [PLAIN_PUBLIC, "SHA256:WpRpD6+RnA0eNdPFSgKr8+0ZPrePUmTU2rG/qk783RY"],
    [`${LOCKED_PUBLIC}\n`, "SHA256:EDrY09yfEbIKFBvkgQiMgxpY0O8ebmlUxwcE/w+nTN0"],
    [RSA_PUBLIC, "SHA256:ga8XlyE31u/FGV1e0rKoYcRJ8IvMg8V/S0EXA1cZX8I"],
    [`no-pty,command="ls" ${PLAIN_PUBLIC}`, "SHA256:WpRpD6+RnA0eNdPFSgKr8+0ZPrePUmTU2rG/qk783RY"],
  ])("of %s is the one that ssh-keygen shows", (text, fingerprint) => {
    expect(sshFingerprint(text)).toBe(fingerprint);
  });

  it.each(["", "ssh-ed25519", "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIOrsan+p", "ssh-ed25519 AAAA!", PLAIN])(
    "isn't made of %j",
    (text) => {
      expect(sshFingerprint(text)).toBeNull();
    },
  );
});

it("from a private key alone follow the public one and its fingerprint; a given public key stays", () => {
  const publicKey = PLAIN_PUBLIC.replace(" ada@example.org", "");
  const fingerprint = "SHA256:WpRpD6+RnA0eNdPFSgKr8+0ZPrePUmTU2rG/qk783RY";
  expect(sshFacts({ privateKey: PLAIN, publicKey: "" })).toEqual({ publicKey, fingerprint });
  expect(sshFacts({ privateKey: LOCKED, publicKey: PLAIN_PUBLIC })).toEqual({
    publicKey: PLAIN_PUBLIC,
    fingerprint,
  });
  expect(sshFacts({ privateKey: "a PEM", publicKey: "" })).toEqual({ publicKey: "", fingerprint: "" });
});
