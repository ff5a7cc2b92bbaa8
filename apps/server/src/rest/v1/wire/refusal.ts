/** An answer of v1 that isn't a success, as its clients read it. */
export interface V1ErrorBody {
  readonly status_code: number;
  readonly error: string;
  readonly description: string;
}

const SECOND_FACTOR_HINT = "An account with a second factor sends it as x-opp-second-factor.";

/** What v1 itself refuses, before or instead of a procedure. Holds nothing that the request held, save a new user name that is taken. */
export class V1Refusal extends Error {
  readonly statusCode: number;
  readonly body: V1ErrorBody | Pick<V1ErrorBody, "error">;
  readonly headers: Readonly<Record<string, string>>;

  private constructor(statusCode: number, body: V1Refusal["body"], headers: V1Refusal["headers"] = {}) {
    super(body.error);
    this.name = "V1Refusal";
    this.statusCode = statusCode;
    this.body = body;
    this.headers = headers;
  }

  /** 400: the usual one. */
  static badRequest(error: string, description = ""): V1Refusal {
    return V1Refusal.of(400, error, description);
  }

  static of(
    statusCode: number,
    error: string,
    description: string,
    headers?: V1Refusal["headers"],
  ): V1Refusal {
    return new V1Refusal(statusCode, { status_code: statusCode, error, description }, headers);
  }

  /**
   * For a wrong name or password, and for an account whose second factor is missing or wrong: all of these answers name the header, so
   * none reveals which accounts have one.
   */
  static wrongPassword(status: 400 | 401, error: string, description = ""): V1Refusal {
    return V1Refusal.of(
      status,
      error,
      `${description}${description === "" ? "" : ". "}${SECOND_FACTOR_HINT}`,
    );
  }

  static unauthorized(error: string, description: string): V1Refusal {
    return V1Refusal.of(401, error, description, { "www-authenticate": 'JWT realm="Login Required"' });
  }

  /** Of the content type v1 says no more than this. */
  static contentType(error: string): V1Refusal {
    return new V1Refusal(400, { error });
  }
}
