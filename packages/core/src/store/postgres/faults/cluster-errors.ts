/** All servers of the cluster answer, and each of them only reads. */
export class NoPrimaryError extends Error {
  constructor() {
    super("Every PostgreSQL server of the list is read-only.");
    this.name = "NoPrimaryError";
  }
}

/** The list names servers that don't follow each other: each of them would have some of the data. */
export class OtherClusterError extends Error {
  constructor() {
    super(
      "The servers in OPP_DB_CONNECT belong to different PostgreSQL clusters, so a failover would show another vault. Name only servers that replicate each other.",
    );
    this.name = "OtherClusterError";
  }
}
