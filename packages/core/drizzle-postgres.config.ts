import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./src/store/postgres/tables/schema/*schema.ts",
  out: "./drizzle-postgres",
  // The program runs a migration's file as a whole.
  breakpoints: false,
});
