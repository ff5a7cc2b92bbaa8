import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename } from "node:path";
import { runTool } from "./program.ts";

const UPSTREAM = "https://registry.npmjs.org";

export interface Registry extends AsyncDisposable {
  readonly url: string;
}

/** A registry on loopback that has the packed files, as if they were published, and sends npm to the real one for all else. */
export async function startRegistry(files: readonly string[], folder: string): Promise<Registry> {
  const answers = new Map<string, Buffer | string>();
  const server = createServer((request, response) => {
    const answer = answers.get(decodeURIComponent(request.url ?? ""));
    if (answer === undefined) response.writeHead(302, { location: `${UPSTREAM}${request.url}` }).end();
    else response.end(answer);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  for (const file of files) {
    const { output } = await runTool("tar", ["-xzOf", file, "package/package.json"], folder);
    const manifest: { readonly name: string; readonly version: string } = JSON.parse(output);
    const content = readFileSync(file);
    const integrity = `sha512-${createHash("sha512").update(content).digest("base64")}`;
    const place = `/${manifest.name}/-/${basename(file)}`;
    const published = {
      ...manifest,
      // npm looks for the versions of dependencies in the package itself then.
      _hasShrinkwrap: manifest.name === "openpassphrase",
      dist: { tarball: `${url}${place}`, integrity },
    };
    const page = {
      name: manifest.name,
      "dist-tags": { latest: manifest.version },
      versions: { [manifest.version]: published },
    };
    answers.set(`/${manifest.name}`, JSON.stringify(page));
    answers.set(place, content);
  }
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
