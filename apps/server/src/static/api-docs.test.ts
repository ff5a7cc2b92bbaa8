import { join } from "node:path";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { assembleApiDocs } from "../../api-docs.mjs";
import { testServer } from "../../test/test-server.ts";

describe("the reference page of v1", () => {
  it("is served whole from this server, under a policy that lets nothing else in", async () => {
    await using folder = await tempFolder();
    const apiDocsFolder = join(folder.path, "docs");
    assembleApiDocs(apiDocsFolder);
    await using server = await testServer({ apiDocsFolder });
    for (const address of ["/api/docs", "/api/docs/"]) {
      const page = await server.ask(address);
      expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
      const policy = String(page.headers["content-security-policy"]);
      expect(policy).toContain("script-src 'self'; style-src 'self';");
      expect(policy).not.toContain("unsafe");
      const wanted = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = ""]) => path);
      expect(wanted).toHaveLength(4);
      for (const path of wanted) expect([path, (await server.ask(path)).status]).toEqual([path, 200]);
      expect(page.text).not.toMatch(/(src|href)="https?:/);
    }
    expect((await server.ask("/api/docs/../../package.json")).status).not.toBe(200);
  });

  it("goes with v1", async () => {
    await using folder = await tempFolder();
    const apiDocsFolder = join(folder.path, "docs");
    assembleApiDocs(apiDocsFolder);
    await using server = await testServer({ apiDocsFolder, environment: { OPP_REST_V1: "off" } });
    expect((await server.ask("/api/docs")).status).not.toBe(200);
  });
});
