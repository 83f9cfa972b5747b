// The observer page in Chromium: what it verifies of a record is what `tabella verify --json` says.
//
//   node observer.mjs observer.html FOLDER...
//
// A FOLDER holds a record, the policy to trust, the program's report, and the record before it was
// altered, for the page's stamp: record/, policy.txt, report.json, unaltered/. Its record is served
// as an operator serves it. The first record is good.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(new URL("../../../web/client/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [release, ...folders] = process.argv.slice(2);
assert(release !== undefined && folders.length > 0, "which page, and which records?");

// The post that began the election: its definition is in it, byte for byte.
function electionIn(record) {
  const bundle = readFileSync(join(record, "tile/entries", bundleName(record)));
  for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
    const entry = bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)).toString("utf8");
    if (entry.startsWith('{"type":"election"'))
      return JSON.parse(entry.slice(0, entry.indexOf("\n")));
  }
  throw new Error("the record has no election");
}

function bundleName(record) {
  const size = Number(readFileSync(join(record, "checkpoint"), "utf8").split("\n")[1]);
  return size >= 256 ? "000" : `000.p/${size}`;
}

const escape = (json) =>
  json.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);

function stampPage(operator, post, policy) {
  const stamp = {
    version: "tabella/v1",
    page: "observer",
    election: post.election,
    definition: post.definition,
    fingerprint: null,
    election_key: null,
    policy,
    operators: [operator],
    practice: false,
  };
  return readFileSync(release, "utf8")
    .replace(
      'id="tabella-stamp">null<',
      () => `id="tabella-stamp">${escape(JSON.stringify(stamp))}<`,
    )
    .replace("connect-src 'none'", () => `connect-src ${operator}`);
}

// An operator with this record: its files, a status and the stream of events.
// Paths that begin with `failing` are answered with 503.
async function serve(folder, post, failing = null) {
  const server = createServer((request, answer) => {
    const path = request.url.slice(1);
    const file = join(folder, "record", path);
    if (failing !== null && path.startsWith(failing)) {
      answer.writeHead(503).end();
    } else if (path === "page") {
      answer.writeHead(200, { "content-type": "text/html" });
      answer.end(stampPage(address, post, readFileSync(join(folder, "policy.txt"), "utf8")));
    } else if (path === "status") {
      answer.end(
        JSON.stringify({
          size: 1,
          height: 1,
          time: 1_700_000_000,
          published: 1,
          cosigned: true,
          elections: [
            {
              election: post.election,
              phase: "finished",
              roll: 1,
              accepted: 1,
              tested: 0,
              shares: 0,
            },
          ],
        }),
      );
    } else if (path === "events") {
      answer.writeHead(200, { "content-type": "text/event-stream" });
      answer.write(": open\n\n");
    } else if (existsSync(file) && !path.includes("..")) {
      answer.end(readFileSync(file));
    } else {
      answer.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  return {
    address,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function verifyIn(browser, folder, post, language) {
  const operator = await serve(folder, post);
  const context = await browser.newContext({ locale: language });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) faults.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(operator.address) && !/^(blob|data):/.test(request.url()))
      faults.push(request.url());
  });
  await page.goto(`${operator.address}/page`);
  const begin = performance.now();
  await page.click("#verify");
  await page.waitForSelector("#verdict, #stopped", { timeout: 300_000 });
  const seconds = (performance.now() - begin) / 1000;
  assert.equal(
    await page.locator("#stopped").count(),
    0,
    `${folder}: ${await page.locator("#verification").textContent()}`,
  );
  const rows = await page
    .locator("tr[data-check]")
    .evaluateAll((all) =>
      all.map((row) => ({
        check: row.dataset.check,
        verdict: row.dataset.verdict,
        failures: [...row.querySelectorAll("li")].map((item) => item.textContent),
      })),
    );
  const expected = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
  assert.equal(
    await page.locator("#verdict").getAttribute("data-valid"),
    String(expected.valid),
    folder,
  );
  assert.deepEqual(
    rows.map(({ check, verdict, failures }) => ({ check, verdict, failures: failures.length })),
    expected.checks.map(({ check, state, failures }) => ({
      check,
      failures: failures.length,
      verdict: { ok: "passed", FAILED: "failed", "not done": "not done", "-": "not done" }[state],
    })),
    folder,
  );
  if (expected.valid) {
    assert((await page.locator("#hours tbody tr").count()) > 0, `${folder}: no ballots over time`);
    assert((await page.locator("#result [data-question]").count()) > 0, `${folder}: no result`);
  }
  assert.deepEqual(faults, [], folder);
  await page.evaluate(axe);
  const violations = await page.evaluate(async () =>
    (await globalThis.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
  );
  assert.deepEqual(violations, [], folder);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  assert(!wide, `${folder}: the page scrolls sideways`);
  await context.close();
  operator.stop();
  return { valid: expected.valid, seconds };
}

// An operator that fails in the middle: the verification stopped, and there is no verdict.
async function stopIn(browser, folder, post) {
  const operator = await serve(folder, post, "tile/");
  const page = await browser.newPage();
  await page.goto(`${operator.address}/page`);
  await page.click("#verify");
  await page.waitForSelector("#verdict, #stopped", { timeout: 300_000 });
  assert.equal(
    await page.locator("#verdict").count(),
    0,
    "a verification that stopped has a verdict",
  );
  assert.equal(await page.locator("#result [data-question]").count(), 0);
  await page.close();
  operator.stop();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const postOf = (folder) => electionIn(join(folder, "unaltered"));
for (const folder of folders) {
  const post = postOf(folder);
  for (const language of folder === folders[0] ? ["en", "zh-CN"] : ["en"]) {
    const found = await verifyIn(browser, folder, post, language);
    const verdict = found.valid ? "valid" : "INVALID";
    console.log(
      `${folder} (${language}): ${verdict} in the page too, after ${found.seconds.toFixed(2)} s`,
    );
  }
}
await stopIn(browser, folders[0], postOf(folders[0]));
console.log("an operator that fails: the verification stopped, without a verdict");
await browser.close();
console.log(`${folders.length} records in Chromium: the same reports`);
