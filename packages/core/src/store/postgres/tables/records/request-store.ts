import { sql } from "drizzle-orm";
import type { RequestStore } from "../../../request-store.ts";
import type { Connection } from "../base/connection.ts";
import { findRequest } from "../base/kept-requests.ts";
import { bound, build, compile } from "../base/statements.ts";
import { requestKeys } from "../schema/request-schema.ts";

const eraseOld = compile(
  build
    .delete(requestKeys)
    .where(
      sql`ctid IN (SELECT ctid FROM ${requestKeys} WHERE ${requestKeys.madeAt} < ${bound("cutoff")} LIMIT ${bound("limit")})`,
    ),
);

export function createRequestStore(connection: Connection): RequestStore {
  return {
    find: (scope, name) => findRequest(connection, scope, name),

    async eraseBefore(cutoff, limit) {
      return connection.write((tx) => tx.run(eraseOld, { cutoff, limit }));
    },
  };
}
