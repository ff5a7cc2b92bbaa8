import { z } from "zod";
import { REST_V1_PREFIX } from "./prefix.ts";
import { answers, requests } from "./schemas.ts";

type Guard = "nothing" | "token" | "passphrase" | "phrase-or-field";

export interface V1Operation {
  readonly id: string;
  readonly summary: string;
  readonly guard: Guard;
  readonly takes?: keyof typeof requests;
  readonly answers: keyof typeof answers;
}

/** Every method of every address, as the document tells it. A test holds it against the routes. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, V1Operation>>>> = {
  "/health": {
    get: { id: "getHealth", summary: "Whether the service runs", guard: "nothing", answers: "Health" },
  },
  "/auth": {
    post: {
      id: "logIn",
      summary: "Log in: a token for x-opp-jwt",
      guard: "nothing",
      takes: "Credentials",
      answers: "Token",
    },
  },
  "/fetchall": {
    get: { id: "fetchAll", summary: "All categories and items", guard: "passphrase", answers: "Vault" },
  },
  "/categories": {
    get: { id: "listCategories", summary: "All categories", guard: "passphrase", answers: "Categories" },
    put: {
      id: "createCategories",
      summary: "New categories, all or none",
      guard: "passphrase",
      takes: "NewCategories",
      answers: "Categories",
    },
    post: {
      id: "renameCategories",
      summary: "Other names for categories, all or none",
      guard: "passphrase",
      takes: "CategoryChanges",
      answers: "Success",
    },
    delete: {
      id: "deleteCategories",
      summary: "Categories to the trash",
      guard: "token",
      takes: "CategorySelection",
      answers: "Success",
    },
  },
  "/items": {
    get: { id: "listItems", summary: "All items", guard: "passphrase", answers: "Items" },
    put: {
      id: "createItems",
      summary: "New items, all or none",
      guard: "passphrase",
      takes: "NewItems",
      answers: "Items",
    },
    post: {
      id: "replaceItems",
      summary: "Items replaced wholly: what isn't sent is blank afterwards",
      guard: "passphrase",
      takes: "ItemChanges",
      answers: "ReplacedItems",
    },
    delete: {
      id: "deleteItems",
      summary: "Items to the trash",
      guard: "token",
      takes: "Selection",
      answers: "Success",
    },
  },
  "/user": {
    put: {
      id: "createUser",
      summary: "A new account, where registration is open",
      guard: "nothing",
      takes: "NewUser",
      answers: "Success",
    },
    post: {
      id: "changeUser",
      summary: "Another name or password",
      guard: "phrase-or-field",
      takes: "UserChange",
      answers: "Success",
    },
    delete: {
      id: "deleteUser",
      summary: "The account to the trash, for 14 days",
      guard: "nothing",
      takes: "UserProof",
      answers: "Success",
    },
  },
};

const ERRORS: Readonly<Record<string, string>> = {
  400: "Something in the request is wrong: error says what. A wrong passphrase, too.",
  401: "No token, a bad one, one that has ended; wrong credentials.",
  409: "Somebody else wrote to the same rows again and again; nothing was changed.",
  413: "The body is too large.",
  429: "Too many failed tries: Retry-After says how long to wait.",
  503: "The server is busy: Retry-After says how long to wait.",
};

const GUARDS: Readonly<Record<Guard, object[]>> = {
  nothing: [],
  token: [{ token: [] }],
  passphrase: [{ token: [], passphrase: [] }],
  "phrase-or-field": [{ passphrase: [] }, {}],
};

/** The OpenAPI 3.1 document of v1, made of the schemas. */
export function openApiDocument(version: string) {
  return {
    openapi: "3.1.1",
    info: {
      title: "OpenPassPhrase REST API v1",
      version,
      description:
        "The API of the Python version, for the clients and scripts that speak it. Log in (POST auth) for a token; most calls want the passphrase, too.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: REST_V1_PREFIX, description: "This server" }],
    tags: [{ name: "v1", description: "Everything there is" }],
    security: [],
    paths: Object.fromEntries(
      Object.entries(OPERATIONS).map(([path, methods]) => [path, describePath(methods)]),
    ),
    components: {
      securitySchemes: {
        token: { type: "apiKey", in: "header", name: "x-opp-jwt", description: "access_token of POST auth." },
        passphrase: {
          type: "apiKey",
          in: "header",
          name: "x-opp-phrase",
          description: "The passphrase: its bytes in UTF-8, or in Latin-1.",
        },
      },
      schemas: {
        ...Object.fromEntries(
          Object.entries(requests).map(([name, schema]) => [name, toJsonSchema(schema, "input")]),
        ),
        ...Object.fromEntries(
          Object.entries(answers).map(([name, schema]) => [name, toJsonSchema(schema, "output")]),
        ),
      },
    },
  };
}

const describePath = (methods: Readonly<Record<string, V1Operation>>) =>
  Object.fromEntries(
    Object.entries(methods).map(([method, operation]) => [method, describeOperation(operation)]),
  );

function describeOperation({ id, summary, guard, takes, answers: success }: V1Operation) {
  const errors = Object.entries(ERRORS).map(([status, description]) => [
    status,
    { description, content: jsonOf("Refusal") },
  ]);
  return {
    operationId: id,
    tags: ["v1"],
    summary,
    security: GUARDS[guard],
    ...(takes && { requestBody: { required: true, content: jsonOf(takes) } }),
    responses: { 200: { description: "Done.", content: jsonOf(success) }, ...Object.fromEntries(errors) },
  };
}

const jsonOf = (name: string) => ({
  "application/json": { schema: { $ref: `#/components/schemas/${name}` } },
});

function toJsonSchema(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
  });
  return rest;
}
