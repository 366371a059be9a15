// The fonts: which there are, the style sheet that names them, and stand-ins that take the same room while they come.
//
// Source Serif 4 for what people said, Inter for what we say about it; both are cut by fontsource into files by script, so
// that a browser fetches only the letters that a page has. `font-display: optional`: a page is set once. What a page needs
// is preloaded, and comes from this machine; where it does not come at once, the stand-in stays for this view and nothing
// moves under the reader's eyes. Inter has no italic here: we say nothing in italics that a slant does not say as well.
import { createHash } from "node:crypto";
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";

const OFFERED = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek"];

// `ascent` and `descent` are the font's own (hhea, in parts of an em); `width` is the mean width of a letter as often as
// it stands in running English, spaces and all, in parts of an em. DejaVu has no published mean: its letters were measured
// in a browser beside ours, weighted by how often they stand in English and Russian, and the mean follows from the ratio.
const FONTS = [
  {
    name: "source-serif-4",
    family: "Source Serif 4 Variable",
    weights: "200 900",
    styles: ["normal", "italic"],
    ascent: 1.036,
    descent: 0.335,
    width: 0.479,
    standIns: [
      { name: "Georgia", locals: ["Georgia"], width: 913 / 2048 },
      { name: "Times", locals: ["Times New Roman", "Liberation Serif", "Tinos"], width: 832 / 2048 },
      { name: "Noto Serif", locals: ["Noto Serif"], width: 0.481 },
      { name: "DejaVu Serif", locals: ["DejaVu Serif"], width: 0.479 / 0.957 },
    ],
  },
  {
    name: "inter",
    family: "Inter Variable",
    weights: "100 900",
    styles: ["normal"],
    ascent: 1984 / 2048,
    descent: 494 / 2048,
    width: 978 / 2048,
    standIns: [
      { name: "Arial", locals: ["Arial", "Liberation Sans", "Arimo", "Helvetica"], width: 913 / 2048 },
      { name: "Segoe", locals: ["Segoe UI"], width: 908 / 2048 },
      { name: "Noto Sans", locals: ["Noto Sans"], width: 0.474 },
      { name: "DejaVu Sans", locals: ["DejaVu Sans"], width: 978 / 2048 / 0.936 },
    ],
  },
];

const percent = (part) => `${(100 * part).toFixed(1)}%`;

// The stand-in is made as wide as our font (`size-adjust`); that makes it taller too, so height is given back in proportion.
const standIn = (font, local, ending, style) => {
  const size = font.width / local.width;
  const sources = local.locals.map((name) => `local("${name}${ending}")`).join(", ");
  return `@font-face { font-family: "Like ${local.name}"; src: ${sources}; ${style} size-adjust: ${percent(size)}; ascent-override: ${percent(font.ascent / size)}; descent-override: ${percent(font.descent / size)}; line-gap-override: 0% }`;
};

// Copies the fonts and their licences into the folder; returns the style sheet. The addresses carry a digest of the bytes, as
// `static_address` in publish/render.py makes them, so that a browser keeps them for good.
export const fonts = async (modules, out) => {
  const faces = [];
  for (const font of FONTS) {
    const folder = join(modules, "@fontsource-variable", font.name);
    const ranges = JSON.parse(await readFile(join(folder, "unicode.json"), "utf8"));
    await copyFile(join(folder, "LICENSE"), join(out, `${font.name}-LICENSE.txt`));
    for (const style of font.styles) {
      for (const letters of OFFERED) {
        const file = `${font.name}-${letters}-${style}.woff2`;
        const from = join(folder, "files", `${font.name}-${letters}-wght-${style}.woff2`);
        const digest = createHash("sha256").update(await readFile(from)).digest("hex").slice(0, 12);
        await copyFile(from, join(out, file));
        faces.push(
          `@font-face { font-family: "${font.family}"; font-style: ${style}; font-weight: ${font.weights}; font-display: optional; src: url("${file}?v=${digest}") format("woff2"); unicode-range: ${ranges[letters]} }`,
        );
      }
    }
    for (const local of font.standIns) {
      faces.push(standIn(font, local, "", "font-style: normal; font-weight: 1 549;"));
      faces.push(standIn(font, local, " Bold", "font-style: normal; font-weight: 550 1000;"));
      if (font.styles.includes("italic")) faces.push(standIn(font, local, " Italic", "font-style: italic;"));
    }
  }
  return faces.join("\n");
};
