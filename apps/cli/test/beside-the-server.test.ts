import { runningServer } from "@opp/host/testing/running-server";
import { describe, expect, it } from "vitest";
import { runOpp } from "./run-opp.ts";

async function call(url: string, procedure: string, input: unknown, token?: string) {
  const answer = await fetch(`${url}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(input),
  });
  return { status: answer.status, body: (await answer.json()) as { result?: { data: { token: string } } } };
}

describe("two processes on one database", () => {
  it("lets opp administer accounts while the server answers, and each sees the other's writes at once", async () => {
    await using server = await runningServer();
    const { url, dataFolder } = server;
    const opp = (input: string, ...args: readonly string[]) =>
      runOpp([...args, "--data-dir", dataFolder], { folder: dataFolder, input });
    const login = (username: string, password: string) =>
      call(url, "auth.login", { username, password, passphrase: "a phrase of mine" });

    // The server writes as long as opp does: each login is a row, and each log-out takes it away.
    const done = new AbortController();
    let writes = 0;
    const keepWriting = async () => {
      await call(url, "auth.register", {
        username: "load",
        password: "pass of load",
        passphrase: "a phrase of mine",
      });
      while (!done.signal.aborted) {
        const { status } = await login("load", "pass of load");
        if (status !== 200) throw new Error(`the server answered ${status}`);
        writes += 1;
      }
    };
    const load = keepWriting();
    const names = ["ada", "bob", "eve"];
    for (const name of names) {
      const added = await opp("a good password\na phrase of mine\n", "user", "add", name, "-");
      expect(added).toMatchObject({ code: 0, stderr: "" });
    }
    const { body } = await login("ada", "a good password");
    expect(await opp("quite another one\n", "user", "set-password", "ada", "-")).toMatchObject({ code: 0 });
    done.abort();
    await load;
    expect(writes).toBeGreaterThan(0);

    const ended = await call(url, "auth.logout", {}, body.result?.data.token);
    expect(ended.status).toBe(401);
    expect((await login("ada", "a good password")).status).toBe(401);
    expect((await login("ada", "quite another one")).status).toBe(200);
    expect((await login("eve", "a good password")).status).toBe(200);
    const listed = await opp("", "user", "list", "--json");
    expect(listed.json()).toHaveLength(names.length + 1);
  });

  it("leaves a running server its port", async () => {
    await using server = await runningServer();
    const taken = await runOpp(["serve", "--port", new URL(server.url).port, "--data-dir", "other"], {
      folder: server.dataFolder,
    });
    expect(taken).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("is in use") });
  });
});
