// Builds what the pages ask for: `node build.mjs` writes into the package, `node build.mjs DIR` into another folder.
// The same sources always give the same bytes; tests/web/test_frontend.py holds what is committed against them.
import { build, transform } from "esbuild";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fonts } from "./fonts.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../src/earwitness/publish/static");

// desk.css, fonts.css and desk.js are on every page, the others on the pages that name them. A new page adds its name here.
const SCRIPTS = ["adding", "desk", "hearing", "indexing", "lists", "matches", "mend", "origin", "paper", "reading", "review", "search", "sound"];
const STYLES = ["adding", "context", "desk", "hearing", "matches", "notes", "origin", "paper", "reading", "returned", "review", "sound"];

const HOW = { minify: true, charset: "utf8", target: ["es2022", "chrome111", "firefox113", "safari16.4"], legalComments: "none" };

await mkdir(out, { recursive: true });
await build({
  ...HOW,
  absWorkingDir: here,
  entryPoints: [...SCRIPTS.map((name) => `src/${name}.ts`), ...STYLES.map((name) => `styles/${name}.css`)],
  entryNames: "[name]",
  outdir: out,
  bundle: true,
  format: "iife",
  logLevel: "warning",
});
const faces = await transform(await fonts(join(here, "node_modules"), out), { ...HOW, loader: "css" });
await writeFile(join(out, "fonts.css"), faces.code);
