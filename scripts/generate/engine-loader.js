// @ts-check
// Runs as an argument of node -e in single quotes, in YAML that GitLab and CircleCI expand: no single quote, dollar
// sign, backslash or two less-than signs. An old Node.js must be able to parse it: no syntax newer than Node.js 8.
// Tests check both. Each @name@ is a text of src/schema/error-catalogue.ts or an address, and each "@exit-name@" becomes
// the number of that error.
if (parseInt(process.versions.node, 10) < 20) {
  console.error("Error: @node-too-old@ (Node.js " + process.versions.node + ")");
  process.exit("@exit-node-too-old@");
}
(() => {
  const { createHash } = require("node:crypto");
  const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
  const { tmpdir } = require("node:os");
  const { join } = require("node:path");
  const { pathToFileURL } = require("node:url");
  const { NTCLI_ENGINE: engine = "", NTCLI_ENGINE_SHA256: expected } = process.env;
  // The default engine has a second address: an asset of the same release.
  const sources = engine === "@default-engine@" ? [engine, "@default-engine-asset@"] : [engine];
  const [unavailable, altered] = ["@engine-unavailable@", "@engine-altered@"];
  // What an error means at this point, and the exit code.
  let meaning = unavailable;
  let exitCode = "@exit-engine-unavailable@";

  const fetchFrom = async (/** @type {string} */ address) => {
    const url = new URL(address);
    const user = decodeURIComponent(url.username) + ":" + decodeURIComponent(url.password);
    const headers = user === ":" ? {} : { authorization: "Basic " + Buffer.from(user).toString("base64") };
    // fetch refuses a URL with credentials, and quotes it.
    url.username = "";
    url.password = "";
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(30000) });
    if (response.ok) return Buffer.from(await response.arrayBuffer());
    const { status } = response;
    const after = response.headers.get("retry-after") || "0";
    const pause = Number(after) || (Date.parse(after) - Date.now()) / 1000 || 0;
    const final = pause > 30 || (status < 500 && status !== 408 && status !== 429);
    throw Object.assign(new Error(), { code: "HTTP " + status, pause, final });
  };

  const readFrom = async (/** @type {string} */ source) => {
    const isRemote = /^https?:/i.test(source);
    const failure = { bytes: undefined, code: "", isAltered: false, final: !isRemote, pause: 0 };
    try {
      const bytes = isRemote
        ? await fetchFrom(source)
        : readFileSync(source.startsWith("file:") ? new URL(source) : source);
      const actual = createHash("sha256").update(bytes).digest("hex");
      // A remote file that differs can be half a body, or the page of a proxy, and right the next time.
      return actual === expected ? { bytes } : { ...failure, isAltered: true, code: "SHA-256 " + actual };
    } catch (error) {
      // A URL with an escape such as %zz stays wrong.
      if (error instanceof URIError) [exitCode, failure.final] = ["@exit-bad-input@", true];
      return Object.assign(failure, error, { code: findCode(error) });
    }
  };

  // Only codes are printed: a message can hold the password of a URL.
  const findCode = (/** @type {any} */ error) =>
    [error.cause && error.cause.code, error.code, error.name].find((code) => typeof code === "string");

  const readEngine = async () => {
    for (let attempt = 1; ; attempt += 1) {
      const failures = [];
      for (const source of sources) {
        const result = await readFrom(source);
        if (result.bytes) return result.bytes;
        failures.push(result);
      }
      meaning = failures.some((failure) => failure.isAltered) ? altered : unavailable;
      const code = failures.map((failure) => failure.code).join(", ");
      const pauses = failures.filter((failure) => !failure.final).map((failure) => failure.pause);
      if (attempt === 3 || pauses.length === 0) throw Object.assign(new Error(), { code });
      const pause = Math.ceil(Math.max(attempt * 2 - 1, ...pauses));
      console.error("Fetching the engine failed (" + code + "); trying again in " + pause + " s");
      await new Promise((done) => setTimeout(done, pause * 1000));
    }
  };

  const run = async () => {
    const bytes = await readEngine();
    meaning = "@disk-unusable@";
    exitCode = "@exit-disk-unusable@";
    const directory = mkdtempSync(join(tmpdir(), "ntcli-engine-"));
    process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
    const file = join(directory, "ntcli-deploy.mjs");
    writeFileSync(file, bytes);
    meaning = "@internal@";
    await import(pathToFileURL(file).href);
  };

  run().catch((error) => {
    console.error("Error: " + meaning + " (" + findCode(error) + ")");
    process.exit(exitCode);
  });
})();
