// Builds the pages: node build.mjs writes dist/NAME.html, each one self-contained file.
//
// A page is src/pages/NAME/main.ts bundled to one script, src/ui/style.css, the kits that it shows
// and its own style.css joined to one style, and src/ui/page.html around them. The policy in its
// head names the two by their hashes. Stamping a page for an election replaces two places, each of
// which occurs exactly once: the JSON of the stamp and connect-src.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { lintKeys, lintTexts, readTexts } from "./lintTexts.mjs";

const root = dirname(fileURLToPath(import.meta.url));
const source = join(root, "src");
const dist = join(root, "dist");
const target = ["chrome100", "firefox100", "safari15.4"];

// A worker is started from the page's own script and from nowhere else: src/worker/startWorker.ts.
const worker = { policy: "worker-src blob:; ", trustedTypes: "worker" };

// Said while the page's script has not begun.
const appNeeded = [
  "<p>This browser cannot run the voting app. Use another browser or device.</p>",
  '<p lang="zh-Hans">此浏览器无法运行投票应用，请更换浏览器或设备。</p>',
];
const scriptNeeded = [
  "<p>This page needs JavaScript.",
  "If nothing else appears here, your browser could not start it.</p>",
];

// Of each page: its title, the prefixes of its texts, the styles of the kits that it shows, what it
// may do besides the policy that all share, and its largest size and share of own code in bytes.
// The compiled verifier counts in the size alone.
const forVoters = { notStarted: appNeeded, size: 750_000, own: 120_000 };
const withVerifier = { notStarted: scriptNeeded, size: 2_300_000, own: 130_000 };
const pages = {
  voter: { title: "Vote", texts: ["question", "fault", "voter"], ...worker, ...forVoters },
  check: { title: "Check my vote", texts: ["question", "fault", "check"], ...worker, ...forVoters },
  trustee: {
    title: "Trustee",
    texts: ["officials", "trustee"],
    styles: ["ui/blocks.css"],
    ...withVerifier,
  },
  authority: {
    title: "Election office",
    texts: ["question", "fault", "officials", "authority", "voter"],
    styles: ["ui/blocks.css"],
    ...worker,
    ...withVerifier,
    own: 190_000,
  },
  observer: { title: "Observe an election", texts: ["observer"], ...worker, ...withVerifier },
};

const stamp = '<script type="application/json" id="tabella-stamp">null</script>';
const noConnections = "connect-src 'none'";
const titlePlace = "<!-- title -->";
const places = {
  notStarted: "<!-- not started -->",
  policy: "<!-- policy -->",
  style: "<!-- style -->",
  stamp: "<!-- stamp -->",
  script: "<!-- script -->",
};

const readText = (path) => readFile(path, "utf8");
const hashSource = (text) =>
  `'sha384-${createHash("sha384").update(text, "utf8").digest("base64")}'`;
const countIn = (text, part) => text.split(part).length - 1;

function checkTexts() {
  const texts = readTexts();
  const faults = [...lintTexts(texts), ...lintKeys(texts)];
  if (faults.length > 0) throw new Error(`texts: ${faults.join("; ")}`);
}

// A page carries the texts that all share and its own, not those of other pages.
function onlyTextsOf(name) {
  const wanted = ["page", "ui", ...pages[name].texts];
  return {
    name: "texts",
    setup: ({ onLoad }) =>
      onLoad({ filter: /src[/\\]text[/\\][\w-]+\.json$/ }, async ({ path }) => {
        const texts = Object.entries(JSON.parse(await readText(path))).filter(([key]) =>
          wanted.includes(key.split(".")[0]),
        );
        return { contents: JSON.stringify(Object.fromEntries(texts)), loader: "json" };
      }),
  };
}

// What a page with a verifier carries as texts: the module that scripts/wasm.sh compiled, and the
// script of its worker. A page that was built without the module says so when it is asked to
// verify.
const embedded = {
  name: "embedded",
  setup: (setup) => {
    setup.onResolve({ filter: /^embedded:/ }, ({ path }) => ({
      path: path.slice("embedded:".length),
      namespace: "embedded",
    }));
    setup.onLoad({ filter: /^verifier\.wasm$/, namespace: "embedded" }, async () => {
      const module = join(root, "../../build/wasm/verifier.wasm");
      if (!existsSync(module)) console.log("without the verifier: scripts/wasm.sh was not run");
      return {
        contents: existsSync(module) ? (await readFile(module)).toString("base64") : "",
        loader: "text",
      };
    });
    setup.onLoad({ filter: /^verifierWorker\.js$/, namespace: "embedded" }, async () => {
      const worker = await bundle(join(source, "verifier/verifierWorker.ts"), []);
      return { contents: worker.outputFiles[0].text, loader: "text" };
    });
  },
};

const verifierInput = "embedded:verifier.wasm";

const bundle = (entry, plugins) =>
  build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target,
    charset: "utf8",
    legalComments: "none",
    plugins,
    logLevel: "warning",
  });

async function bundleScript(name) {
  const result = await bundle(join(source, "pages", name, "main.ts"), [
    onlyTextsOf(name),
    embedded,
  ]);
  const inputs = Object.values(result.metafile.outputs)[0].inputs;
  const sizeOf = (isPart) =>
    Object.entries(inputs).reduce(
      (sum, [path, { bytesInOutput }]) => sum + (isPart(path) ? bytesInOutput : 0),
      0,
    );
  const isText = (path) => /src[/\\]text[/\\].*\.json$/.test(path);
  return {
    text: result.outputFiles[0].text.trimEnd(),
    own: sizeOf(
      (path) => !path.includes("node_modules/") && !isText(path) && path !== verifierInput,
    ),
    verifier: sizeOf((path) => path === verifierInput),
    words: sizeOf(isText),
  };
}

async function bundleStyle(name) {
  const own = `pages/${name}/style.css`;
  const files = ["ui/style.css", ...(pages[name].styles ?? []), own]
    .map((path) => join(source, path))
    .filter((path) => existsSync(path) || !path.endsWith(own));
  const text = (await Promise.all(files.map(readText))).join("\n");
  return (
    await transform(text, { loader: "css", minify: true, target, charset: "utf8" })
  ).code.trimEnd();
}

function writePolicy(name, script, style) {
  return (
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ` +
    `script-src ${hashSource(script)} 'wasm-unsafe-eval'; ` +
    `style-src ${hashSource(style)}; ${noConnections}; ` +
    `img-src data: blob:; ${pages[name].policy ?? ""}form-action 'none'; base-uri 'none'; ` +
    `require-trusted-types-for 'script'; trusted-types ${pages[name].trustedTypes ?? "'none'"}">`
  );
}

async function buildPage(name) {
  const script = await bundleScript(name);
  const style = await bundleStyle(name);
  const template = await readText(join(source, "ui/page.html"));
  for (const place of Object.values(places)) {
    if (countIn(template, place) !== 1) throw new Error(`ui/page.html needs ${place} exactly once`);
  }
  // A function as replacement, because a script may hold the patterns of String.replace.
  const page = template
    .replaceAll(titlePlace, () => pages[name].title)
    .replace(places.notStarted, () => pages[name].notStarted.join("\n"))
    .replace(places.policy, () => writePolicy(name, script.text, style))
    .replace(places.style, () => `<style>${style}</style>`)
    .replace(places.stamp, () => stamp)
    .replace(places.script, () => `<script>${script.text}</script>`);
  for (const once of [stamp, noConnections]) {
    if (countIn(page, once) !== 1)
      throw new Error(`${name}.html does not hold ${once} exactly once`);
  }
  if (/<\/script|<!--/i.test(script.text)) throw new Error(`${name}: the script would end itself`);
  const size = Buffer.byteLength(page);
  const limits = pages[name];
  if (size > limits.size)
    throw new Error(`${name}.html has ${size} bytes, more than ${limits.size}`);
  if (script.own > limits.own)
    throw new Error(`${name}: own code has ${script.own} bytes, more than ${limits.own}`);
  // As a whole: a test that opens the page meanwhile finds the one before.
  await writeFile(join(dist, `${name}.new`), page);
  await rename(join(dist, `${name}.new`), join(dist, `${name}.html`));
  console.log(
    `${name}.html ${size} bytes, own code ${script.own}, texts ${script.words}, ` +
      `verifier ${script.verifier}, sha256 ${createHash("sha256").update(page).digest("hex")}`,
  );
}

checkTexts();
await mkdir(dist, { recursive: true });
const built = Object.keys(pages).map((name) => `${name}.html`);
for (const file of await readdir(dist)) if (!built.includes(file)) await rm(join(dist, file));
for (const name of Object.keys(pages)) await buildPage(name);
