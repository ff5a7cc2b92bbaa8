/** All servers of the cluster answer, and each of them only reads. */
export class NoPrimaryError extends Error {
  constructor(message = "Every PostgreSQL server of the list is read-only.") {
    super(message);
    this.name = "NoPrimaryError";
  }
}

/** A server takes writes, but another one had taken over from it: writes that were acknowledged since then may be lost. */
export class OlderTimelineError extends NoPrimaryError {
  constructor() {
    super(
      "The PostgreSQL server that takes writes has an older timeline than one that was seen before, so acknowledged changes may be missing in it. Check the cluster, then restart the nodes.",
    );
    this.name = "OlderTimelineError";
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
