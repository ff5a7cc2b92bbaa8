import { createHash } from "node:crypto";
import type { LegacyPasswordCheck } from "../cipher/legacy-password.ts";

/** bcrypt by Rust's crate of that name, on libuv's thread pool; loaded for the first that comes, since most processes never need it. */
export const checkLegacyPassword: LegacyPasswordCheck = async (password, hash) => {
  const { verify } = await loadBcrypt();
  return verify(createHash("sha256").update(password).digest("base64"), hash);
};

/** For a process that must not find at a login that it is missing. */
export const loadBcrypt = () => import("@node-rs/bcrypt");
