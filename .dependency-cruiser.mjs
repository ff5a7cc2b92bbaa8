// The arrows of ARCHITECTURE.md, as a checker reads them. tooling/boundaries.mjs runs it, over the project and over a
// tree of deliberate mistakes (tooling/boundaries-canary).
const core = "^packages/core/src";
const web = "^apps/web/src";
/** Tests may use what the product may not. */
export const tests = "(\\.(test|suite|testing)\\.tsx?$|/testing/|/test/|^apps/web/e2e/)";

/** Between the folders under each of these there is no circle, their own loose files included: tooling/folder-circles.mjs. */
export const foldersWithoutCircles = [
  "apps/cli/src",
  "apps/server/src",
  "packages/api/src",
  "packages/client/src",
  "packages/core/src",
  "packages/host/src",
  "packages/transfer/src",
];

/** Which rooms a room of the vault may use, beside itself and the loose files of the vault. */
const vaultRooms = {
  records: [],
  access: ["records"],
  account: ["access", "records"],
  factors: ["access", "account", "records"],
  administration: ["access", "account"],
  attachments: ["records"],
  categories: ["access", "records"],
  items: ["access", "attachments", "categories", "records"],
  exports: ["access", "account", "attachments", "categories", "records"],
  imports: ["records"],
  incoming: ["access", "attachments", "categories", "records"],
  reports: ["access", "attachments", "records"],
  upkeep: ["access", "account", "attachments", "factors"],
};

/** The same for the store in SQLite. */
const sqliteRooms = {
  faults: [],
  tables: ["faults"],
  files: ["faults"],
  backup: ["faults", "files"],
  migrations: ["backup", "faults", "files", "tables"],
  inspection: ["backup", "faults", "files", "migrations", "tables"],
  restore: ["backup", "faults", "files", "inspection", "migrations"],
  contents: ["files", "migrations", "tables"],
};

/** The same for the store in PostgreSQL. */
const postgresRooms = {
  faults: [],
  tables: ["faults"],
  server: ["faults"],
  inspection: ["tables"],
  migrations: ["faults", "inspection"],
  nodes: ["inspection", "migrations", "server"],
  contents: ["migrations", "server", "tables"],
};

/** One rule for each room, since one for all could be blind to some of them. */
const roomRules = (name, folder, rooms) =>
  Object.entries(rooms).map(([room, uses]) => ({
    name: `${name}-${room}`,
    comment: `${room} uses ${uses.join(", ") || "no other room"}.`,
    severity: "error",
    from: { path: `${folder}/${room}/`, pathNot: tests },
    to: { path: `${folder}/[^/]+/`, pathNot: `${folder}/(${[room, ...uses].join("|")})/` },
  }));

export default {
  forbidden: [
    ...roomRules("vault", `${core}/vault`, vaultRooms),
    ...roomRules("sqlite", `${core}/store/sqlite`, sqliteRooms),
    ...roomRules("postgres", `${core}/store/postgres`, postgresRooms),
    {
      name: "stores-know-nothing-of-each-other",
      comment: "What two of them share is in store/rows.",
      severity: "error",
      from: { path: `${core}/store/(sqlite|postgres)/`, pathNot: tests },
      to: { path: `${core}/store/(sqlite|postgres)/`, pathNot: `${core}/store/$1/` },
    },
    {
      name: "vault-files-use-no-room",
      comment: "Every room uses deps.ts and what lies beside it.",
      severity: "error",
      from: { path: `${core}/vault/[^/]+$`, pathNot: tests },
      to: { path: `${core}/vault/[^/]+/` },
    },
    {
      name: "nothing-imports-an-app",
      comment: "Packages serve the apps; an app serves nobody but its user.",
      severity: "error",
      from: { path: "^(packages|apps)/([^/]+)/" },
      to: { path: "^apps/", pathNot: "^$1/$2/" },
    },
    {
      name: "core-imports-no-package",
      comment: "The domain stands alone.",
      severity: "error",
      from: { path: "^packages/core/" },
      to: { path: "^packages/(?!core/)" },
    },
    {
      name: "cipher-knows-no-database",
      severity: "error",
      from: { path: `${core}/cipher/` },
      to: { path: `${core}/(store|vault)/` },
    },
    {
      name: "store-knows-no-key",
      severity: "error",
      from: { path: `${core}/store/` },
      to: { path: `${core}/(cipher|vault)/` },
    },
    {
      name: "legacy-only-reads",
      comment: "What old rows mean is one thing; where they lie, and how they are sealed anew, is another.",
      severity: "error",
      from: { path: `${core}/legacy/`, pathNot: tests },
      to: { path: `${core}/(store|vault|platform)/` },
    },
    {
      name: "vault-knows-the-contract-only",
      comment: "The use cases run on any store, so none is built there; tests bring a real one.",
      severity: "error",
      from: { path: `${core}/vault/`, pathNot: tests },
      to: { path: `${core}/(store/(sqlite|postgres)|platform)/` },
    },
    {
      name: "shared-rooms-stand-alone",
      comment: "The browser uses them too.",
      severity: "error",
      from: {
        path: `${core}/(schemas|rules|items|duplicates|categories|generator|health|otp|search|tags)/`,
        pathNot: tests,
      },
      to: { path: `${core}/(store|vault|cipher|platform)/` },
    },
    {
      name: "forms-need-no-zod",
      comment: "What forms and schemas share is plain functions: the browser doesn't load zod.",
      severity: "error",
      from: {
        path: `${core}/(rules|items|duplicates|categories|generator|health|otp|search|tags)/`,
        pathNot: tests,
      },
      to: { path: `(^|/node_modules/)zod(/|$)|${core}/schemas/`, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "driver-stays-in-its-store",
      severity: "error",
      from: {
        path: "^(packages|apps)/",
        pathNot: [`${core}/store/(sqlite|postgres)/`, "/drizzle(-postgres)?\\.config\\.ts$", tests],
      },
      to: { path: "(^|/node_modules/)(better-sqlite3|pg|drizzle-orm|drizzle-kit)(/|$)" },
    },
    {
      name: "core-is-pure",
      severity: "error",
      from: { path: `${core}/`, pathNot: [`${core}/(store/(sqlite|postgres)|platform)/`, tests] },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "api-knows-the-contract-only",
      severity: "error",
      from: { path: "^packages/api/", pathNot: tests },
      to: { path: `${core}/(store/(sqlite|postgres)|platform|cipher)/`, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "transfer-knows-files-only",
      comment:
        "Readers and writers of other programs' files use the pure parts of core, and its cipher for the archive.",
      severity: "error",
      from: { path: "^packages/transfer/", pathNot: tests },
      to: { path: [`${core}/(store|vault|platform|schemas|legacy)/`, "^packages/(?!transfer/|core/)"] },
    },
    {
      name: "host-serves-processes-only",
      comment:
        "What reads configuration and files belongs to a process; the domain, its API and the browser have none.",
      severity: "error",
      from: { path: "^(packages/(?!host/)|apps/web/)", pathNot: tests },
      to: { path: "^packages/host/" },
    },
    {
      name: "real-parts-are-built-in-one-place",
      comment:
        "start.ts and open-vault.ts, for PostgreSQL with its folder, build store, clock and randomness, and native-parts.ts tries what has machine code; the doctor looks at what is there; everybody else gets them as a parameter. A backup is made of a file.",
      severity: "error",
      from: {
        path: "^(apps/server|packages/host)/src/",
        pathNot: [
          "^apps/server/src/start\\.ts$",
          "^packages/host/src/((open-vault|native-parts)\\.ts$|doctor/|postgres/)",
          tests,
        ],
      },
      to: {
        path: `${core}/(store/(sqlite|postgres)|platform)/`,
        pathNot: `${core}/store/sqlite/(backup/|(faults/error-cause|files/(backup-file|place-new-file))\\.ts$)`,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "web-takes-shared-rooms-only",
      severity: "error",
      from: { path: "^apps/web/src/", pathNot: tests },
      to: {
        path: `${core}/(?!ids\\.ts$|schemas/|rules/|items/|categories/|duplicates/|generator/|health/|otp/|search/|tags/)`,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "only-pages-import-the-shell",
      comment: "The shell puts the features together; what a feature needs of it comes as a prop.",
      severity: "error",
      from: { path: `${web}/(?!shell/|app/)` },
      to: { path: `${web}/shell/` },
    },
    {
      name: "features-open-at-their-door",
      comment:
        "The files directly in features/NAME are its door; what is in a folder below is its own business.",
      severity: "error",
      from: { path: `${web}/features/([^/]+)/` },
      to: { path: `${web}/features/[^/]+/.+/`, pathNot: `${web}/features/$1/` },
    },
    {
      name: "the-shell-comes-through-the-door",
      comment: "As for features: no room imports what is in a folder below features/NAME.",
      severity: "error",
      from: { path: `${web}/(?!features/)` },
      to: { path: `${web}/features/[^/]+/.+/` },
    },
    {
      name: "data-imports-no-feature",
      comment: "Queries, cache and selection serve every feature and draw nothing.",
      severity: "error",
      from: { path: `${web}/data/` },
      to: { path: `${web}/(?!data/|lib/|base/|texts/)` },
    },
    {
      name: "ui-knows-no-vault",
      comment:
        "A control is told what to show. Of lib it has the messages only, which it renders above dialogs.",
      severity: "error",
      from: { path: `${web}/ui/` },
      to: { path: ["^packages/", `${web}/(?!ui/|base/|texts/|lib/messages\\.ts$)`] },
    },
    {
      name: "lib-serves-every-room",
      severity: "error",
      from: { path: `${web}/lib/` },
      to: { path: `${web}/(?!lib/|base/|texts/)` },
    },
    {
      name: "texts-know-no-room",
      severity: "error",
      from: { path: `${web}/texts/` },
      to: { path: `${web}/(?!texts/|base/)` },
    },
    {
      name: "base-stands-alone",
      severity: "error",
      from: { path: `${web}/base/` },
      to: { path: `${web}/(?!base/)` },
    },
    {
      name: "no-circle-between-web-folders",
      severity: "error",
      scope: "folder",
      from: { path: web },
      to: { circular: true },
    },
    {
      name: "web-takes-types-of-the-api-only",
      comment: "The API's code stays on the server.",
      severity: "error",
      from: { path: "^apps/web/" },
      to: { path: "^packages/api/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "client-takes-types-of-the-server-only",
      comment:
        "The published client holds none of the server's code, but for what hides a secret and names the errors.",
      severity: "error",
      from: { path: "^packages/client/src/", pathNot: tests },
      to: {
        path: "^packages/",
        pathNot: ["^packages/client/", `${core}/(secret|errors)\\.ts$`],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "no-test-code-in-the-product",
      severity: "error",
      from: { path: "^(packages|apps)/", pathNot: [tests, "\\.config\\.ts$"] },
      to: { path: tests },
    },
    { name: "no-cycle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-unresolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-orphan",
      comment: "A file that nothing imports and that imports nothing is left over.",
      severity: "error",
      from: {
        orphan: true,
        pathNot: [
          "\\.(config|test)\\.(ts|mjs)$",
          "\\.d\\.m?ts$",
          "^apps/web/src/app/",
          "^apps/[^/]+/(scripts/|api-docs/|build\\.mjs$)",
          "^packages/client/build",
          "^apps/web/public/",
        ],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|\\.builds|\\.built|out|\\.next)/|boundaries-canary" },
    parser: "tsc",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
    },
  },
};
