/** A request, and what v1 answers it: docs/rest-v1.md. */
export interface GoldenPair {
  /** Method and address under /api/v1. */
  readonly ask: `${string} /${string}`;
  /** JSON, or a text that is sent as it is. */
  readonly body?: unknown;
  /** Beside token, passphrase and content type, which are sent unless they are null here. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly status: number;
  /** The whole answer. Left out: only the status counts. */
  readonly answer?: unknown;
  readonly answerHeaders?: Readonly<Record<string, string>>;
}

/** Pairs that follow one another on one server: user alice, categories 1 Work and 2 Home, items 1 (in Work) and 2 (in none). */
export interface GoldenStory {
  readonly story: string;
  readonly pairs: readonly GoldenPair[];
}

export const ALICE = {
  username: "alice",
  password: "alice's password",
  phrase: "alice's phrase",
} as const;

const bad = (error: string, description = "") => ({
  status: 400,
  answer: { status_code: 400, error, description },
});
const unauthorized = (error: string, description: string) => ({
  status: 401,
  answer: { status_code: 401, error, description },
});
const success = (rest: object = {}) => ({ status: 200, answer: { result: "success", ...rest } });

const BLANK = { name: "", url: "", account: "", username: "", password: "", blob: "" };
const MAIL = {
  name: "Mail",
  url: "https://mail.example",
  account: "a-1",
  username: "al",
  password: "secret-1",
  blob: "note",
};
const WORK = { id: 1, name: "Work", sort_id: 0 };
const HOME = { id: 2, name: "Home", sort_id: 0 };
const NO_TOKEN = { "x-opp-jwt": null };
const NO_PHRASE = { "x-opp-phrase": null };

const UNSIGNED = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.e30.`;
const INVALID_CREDENTIALS = unauthorized(
  "Bad Request",
  "Invalid credentials. An account with a second factor sends it as x-opp-second-factor.",
);
const INCORRECT_PASSWORD = bad(
  "Incorrect password supplied!",
  "An account with a second factor sends it as x-opp-second-factor.",
);
const NOT_ALLOWED = {
  status: 405,
  answer: {
    status_code: 405,
    error: "Method Not Allowed",
    description: "This address doesn't take this method.",
  },
};
const NOT_FOUND = {
  status: 404,
  answer: { status_code: 404, error: "Not Found", description: "There is nothing at this address." },
};
const ALL_METHODS = "DELETE, GET, HEAD, OPTIONS, POST, PUT";

export const STORIES: readonly GoldenStory[] = [
  {
    story: "what is checked first",
    pairs: [
      { ask: "GET /nothing", headers: NO_TOKEN, ...NOT_FOUND },
      { ask: "GET /items/", ...NOT_FOUND },
      { ask: "PUT /", body: {}, ...NOT_FOUND },
      { ask: "PATCH /items", headers: NO_TOKEN, ...NOT_ALLOWED, answerHeaders: { allow: ALL_METHODS } },
      {
        ask: "POST /fetchall",
        headers: NO_TOKEN,
        ...NOT_ALLOWED,
        answerHeaders: { allow: "GET, HEAD, OPTIONS" },
      },
      { ask: "GET /auth", ...NOT_ALLOWED, answerHeaders: { allow: "OPTIONS, POST" } },
      { ask: "HEAD /user", status: 405 },
      { ask: "HEAD /items", status: 200 },
      { ask: "OPTIONS /items", headers: NO_TOKEN, status: 200, answerHeaders: { allow: ALL_METHODS } },
      {
        ask: "PUT /items",
        body: "{",
        headers: { "x-opp-jwt": null, "x-opp-phrase": null, "content-type": null },
        ...unauthorized("Authorization Required", "Request does not contain an access token"),
        answerHeaders: { "www-authenticate": 'JWT realm="Login Required"' },
      },
      {
        ask: "GET /items",
        headers: { "x-opp-jwt": "", authorization: "Bearer x.y.z" },
        ...unauthorized("Authorization Required", "Request does not contain an access token"),
      },
      {
        ask: "GET /items",
        headers: { "x-opp-jwt": "Bearer a.b.c" },
        ...unauthorized("Invalid JWT header", "Token contains spaces"),
      },
      {
        ask: "GET /items",
        headers: { "x-opp-jwt": "garbage" },
        ...unauthorized("Invalid token", "Not enough segments"),
      },
      {
        ask: "DELETE /items",
        body: { ids: [] },
        headers: { "x-opp-jwt": "a.b.c" },
        ...unauthorized("Invalid token", "Signature verification failed"),
      },
      {
        ask: "GET /fetchall",
        headers: { "x-opp-jwt": UNSIGNED },
        ...unauthorized("Invalid token", "The specified alg value is not allowed"),
      },
      {
        ask: "GET /items",
        headers: { ...NO_PHRASE, "x-opp-jwt": "garbage" },
        ...unauthorized("Invalid token", "Not enough segments"),
      },
      {
        ask: "PUT /items",
        body: "{",
        headers: { ...NO_PHRASE, "content-type": null },
        status: 400,
        answer: { error: "Mising Content-Type" },
      },
      {
        ask: "DELETE /items",
        body: { ids: [] },
        headers: { "content-type": "text/plain" },
        status: 400,
        answer: { error: "Invalid Content-Type" },
      },
      {
        ask: "PUT /user",
        body: {},
        headers: { "content-type": "no type at all" },
        status: 400,
        answer: { error: "Invalid Content-Type" },
      },
      {
        ask: "DELETE /items",
        body: { ids: [] },
        headers: { "content-type": "application/json; charset=utf-8" },
        ...success(),
      },
      { ask: "PUT /items", body: "{", headers: NO_PHRASE, ...bad("Passphrase header missing!") },
      { ask: "GET /items", headers: NO_PHRASE, ...bad("Passphrase header missing!") },
      {
        ask: "POST /categories",
        body: "{",
        headers: { "x-opp-phrase": "" },
        ...bad("Incorrect passphrase supplied!"),
      },
      {
        ask: "GET /categories",
        headers: { "x-opp-phrase": "" },
        ...bad("Incorrect passphrase supplied!"),
      },
      {
        ask: "PUT /items",
        body: "{",
        headers: { "x-opp-phrase": "another" },
        ...bad("Incorrect passphrase supplied!"),
      },
      {
        ask: "GET /fetchall",
        headers: { "x-opp-phrase": "another" },
        ...bad("Incorrect passphrase supplied!"),
      },
      { ask: "PUT /items", body: "{", ...bad("Bad Request", "The body is empty, or not JSON.") },
      { ask: "POST /items", body: "", ...bad("Bad Request", "The body is empty, or not JSON.") },
      { ask: "PUT /items", body: {}, ...bad("Missing payload!") },
      { ask: "DELETE /items", body: null, ...bad("Missing payload!") },
      { ask: "PUT /items", body: { item: [] }, ...bad("Required payload object 'items' is missing!") },
      {
        ask: "PUT /categories",
        body: [1],
        ...bad("Required payload object 'category_names' is missing!"),
      },
      { ask: "POST /items", body: { items: {} }, ...bad("'items' object should be in list form!") },
      {
        ask: "DELETE /categories",
        body: { ids: [1], cascade: [] },
        ...bad("'cascade' object should not be in list form!"),
      },
      {
        ask: "PUT /items",
        body: { items: [{}], auto_pass: [true] },
        ...bad("'auto_pass' object should not be in list form!"),
      },
    ],
  },
  {
    story: "health",
    pairs: [
      {
        ask: "GET /health",
        headers: { ...NO_TOKEN, ...NO_PHRASE },
        status: 200,
        answer: { status: "OpenPassPhrase service is running" },
      },
    ],
  },
  {
    story: "auth",
    pairs: [
      { ask: "POST /auth", body: { username: "alice", password: "wrong" }, ...INVALID_CREDENTIALS },
      { ask: "POST /auth", body: { ...ALICE, username: "Alice" }, status: 200 },
      { ask: "POST /auth", body: { username: "nobody", password: "x" }, ...INVALID_CREDENTIALS },
      { ask: "POST /auth", body: { username: "alice" }, ...INVALID_CREDENTIALS },
      { ask: "POST /auth", body: { username: "alice", password: "" }, ...INVALID_CREDENTIALS },
      { ask: "POST /auth", body: { username: ["alice"], password: 5 }, ...INVALID_CREDENTIALS },
      { ask: "POST /auth", body: { username: "ali\u0000ce", password: "x" }, ...INVALID_CREDENTIALS },
      { ask: "POST /auth", body: {}, ...INVALID_CREDENTIALS },
      { ask: "POST /auth", body: "{", ...bad("Bad Request", "The body is empty, or not JSON.") },
      {
        ask: "POST /auth",
        body: ALICE,
        headers: { "content-type": "text/json" },
        ...bad("Bad Request", "Invalid Content-Type"),
      },
      {
        ask: "POST /auth",
        body: ALICE,
        headers: { "content-type": null },
        ...bad("Bad Request", "Mising Content-Type"),
      },
      { ask: "POST /auth", body: ALICE, headers: { "x-opp-jwt": "old", "x-opp-phrase": "" }, status: 200 },
    ],
  },
  {
    story: "categories",
    pairs: [
      { ask: "GET /categories", ...success({ categories: [WORK, HOME] }) },
      {
        ask: "PUT /categories",
        body: { category_names: [" x ", "Home", "ä🔑\u0000"] },
        ...success({
          categories: [
            { id: 3, name: " x ", sort_id: 0 },
            { id: 4, name: "Home", sort_id: 0 },
            { id: 5, name: "ä🔑\u0000", sort_id: 0 },
          ],
        }),
      },
      { ask: "PUT /categories", body: { category_names: ["x", ""] }, ...bad("Empty category name in list!") },
      { ask: "PUT /categories", body: { category_names: [0] }, ...bad("Empty category name in list!") },
      { ask: "PUT /categories", body: { category_names: [null] }, ...bad("Empty category name in list!") },
      {
        ask: "PUT /categories",
        body: { category_names: ["x", 5] },
        ...bad("Invalid category name in list!"),
      },
      { ask: "PUT /categories", body: { category_names: [] }, ...bad("Empty category name list!") },
      {
        ask: "POST /categories",
        body: {
          categories: [
            { id: 1, name: "Office", initialName: "Work" },
            { id: "3", name: "Blank" },
          ],
        },
        ...success(),
      },
      { ask: "POST /categories", body: { categories: [] }, ...success() },
      {
        ask: "POST /categories",
        body: { categories: [{ name: "x" }] },
        ...bad("Missing category id in list!"),
      },
      {
        ask: "POST /categories",
        body: { categories: [{ id: 0, name: "x" }] },
        ...bad("Empty category id in list!"),
      },
      {
        ask: "POST /categories",
        body: { categories: [{ id: "", name: "x" }] },
        ...bad("Empty category id in list!"),
      },
      {
        ask: "POST /categories",
        body: { categories: [{ id: 1 }] },
        ...bad("Missing category name in list!"),
      },
      {
        ask: "POST /categories",
        body: { categories: [{ id: 1, name: "" }] },
        ...bad("Empty category name in list!"),
      },
      {
        ask: "POST /categories",
        body: { categories: [{ id: 1, name: {} }] },
        ...bad("Empty category name in list!"),
      },
      {
        ask: "POST /categories",
        body: { categories: [{ id: 1, name: 7 }] },
        ...bad("Invalid category name in list!"),
      },
      {
        ask: "POST /categories",
        body: {
          categories: [
            { id: 1, name: "not written" },
            { id: 99, name: "x" },
          ],
        },
        ...bad("Unknown category id in list!"),
      },
      {
        ask: "POST /categories",
        body: { categories: [{ id: "x", name: "x" }] },
        ...bad("Unknown category id in list!"),
      },
      {
        ask: "DELETE /categories",
        body: { ids: [], cascade: true },
        ...bad("Empty category id list!"),
      },
      {
        ask: "DELETE /categories",
        body: { ids: [1], cascade: "true" },
        ...bad("Invalid cascade value!"),
      },
      {
        ask: "DELETE /categories",
        body: { ids: [1] },
        ...bad("Required payload object 'cascade' is missing!"),
      },
      {
        ask: "DELETE /categories",
        body: { ids: ["4", 99, "x", null], cascade: false },
        headers: NO_PHRASE,
        ...success(),
      },
      {
        ask: "GET /categories",
        ...success({
          categories: [
            { id: 1, name: "Office", sort_id: 0 },
            HOME,
            { id: 3, name: "Blank", sort_id: 0 },
            { id: 5, name: "ä🔑\u0000", sort_id: 0 },
          ],
        }),
      },
    ],
  },
  {
    story: "a category deleted without its items leaves them without one",
    pairs: [
      { ask: "DELETE /categories", body: { ids: [1], cascade: false }, ...success() },
      {
        ask: "GET /items",
        ...success({
          items: [
            { id: 1, ...MAIL, sort_id: 0, category: { id: null } },
            { id: 2, ...BLANK, name: "Loose", sort_id: 0, category: { id: null } },
          ],
        }),
      },
    ],
  },
  {
    story: "a category deleted with its items takes them along",
    pairs: [
      { ask: "DELETE /categories", body: { ids: [1, 2], cascade: true }, headers: NO_PHRASE, ...success() },
      {
        ask: "GET /fetchall",
        ...success({
          categories: [],
          items: [{ id: 2, ...BLANK, name: "Loose", sort_id: 0, category_id: null }],
        }),
      },
    ],
  },
  {
    story: "items",
    pairs: [
      {
        ask: "GET /items",
        ...success({
          items: [
            { id: 1, ...MAIL, sort_id: 0, category: WORK },
            { id: 2, ...BLANK, name: "Loose", sort_id: 0, category: { id: null } },
          ],
        }),
      },
      {
        ask: "GET /fetchall",
        ...success({
          categories: [WORK, HOME],
          items: [
            { id: 1, ...MAIL, sort_id: 0, category_id: 1 },
            { id: 2, ...BLANK, name: "Loose", sort_id: 0, category_id: null },
          ],
        }),
      },
      {
        // As Opp-Web sends it.
        ask: "PUT /items",
        body: {
          items: [
            { ...BLANK, id: "jv3202iq14", name: "Shop", url: null, blob: null, category_id: 2 },
            { name: "Third", category_id: "1", sort_id: 9, other: {} },
            {},
          ],
          auto_pass: false,
          genopts: { numChars: 16 },
        },
        ...success({
          items: [
            { id: 3, ...BLANK, name: "Shop", sort_id: 0, category: HOME },
            { id: 4, ...BLANK, name: "Third", sort_id: 0, category: WORK },
            { id: 5, ...BLANK, sort_id: 0, category: { id: null } },
          ],
        }),
      },
      {
        ask: "PUT /items",
        body: { items: [] },
        ...bad("Unable to add new items to the database!"),
      },
      {
        ask: "PUT /items",
        body: { items: [{ name: "not written" }, { category_id: 99 }] },
        ...bad("Unable to add new items to the database!"),
      },
      {
        ask: "PUT /items",
        body: { items: [{ category_id: 0 }] },
        ...bad("Unable to add new items to the database!"),
      },
      {
        ask: "PUT /items",
        body: { items: [{ category_id: "" }] },
        ...bad("Unable to add new items to the database!"),
      },
      { ask: "PUT /items", body: { items: [{ name: 5 }] }, ...bad("Invalid item data in list!") },
      { ask: "PUT /items", body: { items: [{}, "x"] }, ...bad("Invalid item data in list!") },
      {
        ask: "POST /items",
        body: { items: [{ id: "1", ...MAIL, password: "secret-2", category_id: 2 }] },
        ...success({
          items: [{ id: 1, ...MAIL, password: "secret-2", sort_id: null, category: { id: 2 } }],
        }),
      },
      {
        ask: "POST /items",
        body: { items: [{ id: 4, username: "only this" }] },
        ...success({
          items: [{ id: 4, ...BLANK, username: "only this", sort_id: null, category: { id: null } }],
        }),
      },
      { ask: "POST /items", body: { items: [] }, ...success({ items: [] }) },
      { ask: "POST /items", body: { items: [{ name: "x" }] }, ...bad("Missing item id in list!") },
      { ask: "POST /items", body: { items: [{ id: null }] }, ...bad("Empty item id in list!") },
      { ask: "POST /items", body: { items: [{ id: 0 }] }, ...bad("Empty item id in list!") },
      { ask: "POST /items", body: { items: [{ id: 1, url: {} }] }, ...bad("Invalid item data in list!") },
      {
        ask: "POST /items",
        body: { items: [{ id: 2, name: "not written" }, { id: 99 }] },
        ...bad("Unknown item id in list!"),
      },
      {
        ask: "POST /items",
        body: { items: [{ id: 2, name: "not written", category_id: 99 }] },
        ...bad("Unable to update items in the database!"),
      },
      {
        ask: "POST /items",
        body: { items: [{ id: 2 }, { id: "2" }] },
        ...bad("Duplicate item id in list!"),
      },
      {
        ask: "DELETE /items",
        body: { ids: [3, "5", 99, "x"] },
        headers: { "x-opp-phrase": "not looked at" },
        ...success(),
      },
      { ask: "DELETE /items", body: { ids: [] }, headers: NO_PHRASE, ...success() },
      { ask: "DELETE /items", body: { ids: 3 }, ...bad("'ids' object should be in list form!") },
      {
        ask: "GET /items",
        ...success({
          items: [
            { id: 1, ...MAIL, password: "secret-2", sort_id: 0, category: HOME },
            { id: 2, ...BLANK, name: "Loose", sort_id: 0, category: { id: null } },
            { id: 4, ...BLANK, username: "only this", sort_id: 0, category: { id: null } },
          ],
        }),
      },
    ],
  },
  {
    story: "user",
    pairs: [
      {
        ask: "PUT /user",
        body: { username: " bob ", password: "bob's password", phrase: "bob's phrase" },
        headers: { ...NO_TOKEN, ...NO_PHRASE },
        ...success(),
      },
      { ask: "POST /auth", body: { username: "bob", password: "bob's password" }, status: 200 },
      { ask: "POST /auth", body: { username: " BOB ", password: "bob's password" }, status: 200 },
      {
        ask: "POST /auth",
        body: { username: "bob", password: " bob's password " },
        ...INVALID_CREDENTIALS,
      },
      {
        ask: "PUT /user",
        body: { username: " Spacy ", password: " spacy's password ", phrase: " spacy's phrase " },
        ...success(),
      },
      { ask: "POST /auth", body: { username: "spacy", password: " spacy's password " }, status: 200 },
      {
        ask: "POST /auth",
        body: { username: "spacy", password: "spacy's password" },
        ...INVALID_CREDENTIALS,
      },
      {
        ask: "PUT /user",
        body: { ...ALICE, username: "ALICE" },
        ...bad("User already exists!"),
      },
      {
        ask: "PUT /user",
        body: { ...ALICE, username: "\u0430lice" },
        ...bad(
          "Invalid user data!",
          "username: The username mixes letters of different scripts, such as Latin and Cyrillic, which look alike. Use one.",
        ),
      },
      {
        ask: "PUT /user",
        body: { username: "bob", password: "another one", phrase: "another phrase" },
        ...bad("User already exists!"),
      },
      {
        ask: "PUT /user",
        body: { ...ALICE, username: " " },
        ...bad("Input 'username' parameter is empty!"),
      },
      {
        ask: "PUT /user",
        body: { ...ALICE, password: "" },
        ...bad("Input 'password' parameter is empty!"),
      },
      { ask: "PUT /user", body: { ...ALICE, phrase: "" }, ...bad("Input 'phrase' parameter is empty!") },
      {
        ask: "PUT /user",
        body: { username: "c", password: "c" },
        ...bad("Required payload object 'phrase' is missing!"),
      },
      {
        ask: "PUT /user",
        body: { ...ALICE, phrase: "five5" },
        ...bad("Passphrase must be at least 6 characters long!"),
      },
      {
        ask: "PUT /user",
        body: { username: "carol", password: "b", phrase: "carol's phrase" },
        ...bad("Password must be at least 8 characters long!"),
      },
      {
        ask: "PUT /user",
        body: { ...ALICE, username: 5 },
        ...bad("Input 'username' parameter is not text!"),
      },
      {
        ask: "POST /user",
        body: { ...ALICE, new_username: "bob", new_password: "" },
        headers: NO_TOKEN,
        ...bad("Username: 'bob' already exists!"),
      },
      {
        ask: "POST /user",
        body: { ...ALICE, new_username: "alice", new_password: "" },
        ...bad("Username: 'alice' already exists!"),
      },
      {
        ask: "POST /user",
        body: { ...ALICE, new_username: "", new_password: "" },
        ...bad("at least one of: [--new_username, --new_password] is required!"),
      },
      {
        ask: "POST /user",
        body: { ...ALICE, password: "wrong", new_username: "ally" },
        ...INCORRECT_PASSWORD,
      },
      {
        ask: "POST /user",
        body: { ...ALICE, username: "nobody", new_username: "nobody" },
        ...bad("User does not exist!"),
      },
      {
        ask: "POST /user",
        body: { ...ALICE, username: "   ", new_username: "ally" },
        ...bad("Input 'username' parameter is empty!"),
      },
      {
        ask: "POST /user",
        body: { ...ALICE, password: "   ", new_username: "ally" },
        ...bad("Input 'password' parameter is empty!"),
      },
      {
        ask: "POST /user",
        body: { ...ALICE, new_username: "     ", new_password: "              " },
        ...bad("at least one of: [--new_username, --new_password] is required!"),
      },
      {
        ask: "POST /user",
        body: { username: "alice", password: ALICE.password, new_username: "", new_password: ALICE.phrase },
        headers: { ...NO_TOKEN, ...NO_PHRASE },
        ...bad("Invalid user data!", "The passphrase must not be the password. Choose two different ones."),
      },
      {
        ask: "POST /user",
        body: { ...ALICE, new_username: "ally", new_password: "short" },
        ...bad("Password must be at least 8 characters long!"),
      },
      {
        ask: "POST /user",
        body: {
          username: "alice",
          password: ALICE.password,
          new_username: "ally",
          new_password: "a new password",
        },
        headers: { ...NO_TOKEN, ...NO_PHRASE },
        ...success(),
      },
      {
        ask: "GET /items",
        ...unauthorized("Invalid JWT", "User does not exist, or the session has ended"),
      },
      { ask: "POST /auth", body: { username: "ally", password: "a new password" }, status: 200 },
      { ask: "POST /auth", body: ALICE, ...INVALID_CREDENTIALS },
      {
        ask: "DELETE /user",
        body: { username: "ally", password: "wrong" },
        ...INCORRECT_PASSWORD,
      },
      {
        ask: "DELETE /user",
        body: { username: "nobody", password: "a new password" },
        ...bad("User does not exist!"),
      },
      {
        ask: "DELETE /user",
        body: { username: "ally" },
        ...bad("Required payload object 'password' is missing!"),
      },
      {
        ask: "DELETE /user",
        body: { username: "ally", password: "" },
        ...bad("Input 'password' parameter is empty!"),
      },
      { ask: "DELETE /user", body: {}, ...bad("Missing payload!") },
      {
        ask: "DELETE /user",
        body: { username: "ally", password: "a new password" },
        headers: { ...NO_TOKEN, ...NO_PHRASE },
        ...success(),
      },
      {
        ask: "DELETE /user",
        body: { username: "ally", password: "a new password" },
        headers: { ...NO_TOKEN, ...NO_PHRASE },
        ...bad("User does not exist!"),
      },
      {
        ask: "DELETE /user",
        body: { username: "bob", password: "bob's password" },
        headers: { "x-opp-phrase": "not looked at" },
        ...success(),
      },
      {
        ask: "POST /auth",
        body: { username: "ally", password: "a new password" },
        ...INVALID_CREDENTIALS,
      },
    ],
  },
  {
    story: "a session of Opp-Web, the old web client, request by request",
    pairs: [
      {
        ask: "POST /auth",
        body: { username: "alice", password: ALICE.password, exp_delta: 300 },
        headers: { ...NO_TOKEN, "x-opp-phrase": "" },
        status: 200,
      },
      {
        ask: "GET /fetchall",
        ...success({
          categories: [WORK, HOME],
          items: [
            { id: 1, ...MAIL, sort_id: 0, category_id: 1 },
            { id: 2, ...BLANK, name: "Loose", sort_id: 0, category_id: null },
          ],
        }),
      },
      {
        ask: "PUT /categories",
        body: { category_names: ["New"] },
        ...success({ categories: [{ id: 3, name: "New", sort_id: 0 }] }),
      },
      {
        ask: "PUT /items",
        body: {
          items: [
            {
              id: "k83hs0a7q2",
              name: "Bank",
              url: null,
              account: null,
              username: "al",
              password: "typed",
              blob: null,
              category_id: 3,
            },
          ],
          auto_pass: false,
          genopts: { numChars: 16 },
        },
        ...success({
          items: [
            {
              id: 3,
              ...BLANK,
              name: "Bank",
              username: "al",
              password: "typed",
              sort_id: 0,
              category: { id: 3, name: "New", sort_id: 0 },
            },
          ],
        }),
      },
      {
        ask: "POST /items",
        body: {
          items: [{ id: 3, ...BLANK, name: "The bank", password: "typed", category_id: 3 }],
          auto_pass: false,
          genopts: { numChars: 16 },
        },
        ...success({
          items: [
            { id: 3, ...BLANK, name: "The bank", password: "typed", sort_id: null, category: { id: 3 } },
          ],
        }),
      },
      {
        ask: "POST /categories",
        body: { categories: [{ id: 3, name: "Money", initialName: "New" }] },
        ...success(),
      },
      { ask: "DELETE /items", body: { ids: [1] }, ...success() },
      { ask: "DELETE /categories", body: { cascade: true, ids: [1] }, ...success() },
      { ask: "DELETE /categories", body: { cascade: false, ids: [2] }, ...success() },
      {
        ask: "GET /fetchall",
        ...success({
          categories: [{ id: 3, name: "Money", sort_id: 0 }],
          items: [
            { id: 2, ...BLANK, name: "Loose", sort_id: 0, category_id: null },
            { id: 3, ...BLANK, name: "The bank", password: "typed", sort_id: 0, category_id: 3 },
          ],
        }),
      },
    ],
  },
];
