import { sql } from "drizzle-orm";
import type { RequestStore } from "../../../request-store.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { keptRequests } from "../base/kept-requests.ts";
import { requestKeys } from "../schema/request-schema.ts";

export function createRequestStore(connection: Connection): RequestStore {
  const { sqlite, write } = connection;
  const requests = keptRequests(connection);
  const eraseOld = compile(sqlite, eraseStatement(connection));
  return {
    async find(scope, name) {
      return requests.find(scope, name);
    },

    async eraseBefore(cutoff, limit) {
      return write(() => eraseOld.run({ cutoff, limit }), "essential");
    },
  };
}

const eraseStatement = ({ db }: Connection) =>
  db
    .delete(requestKeys)
    .where(
      sql`rowid IN (SELECT rowid FROM ${requestKeys} WHERE ${requestKeys.madeAt} < ${bound("cutoff")} LIMIT ${bound("limit")})`,
    );
