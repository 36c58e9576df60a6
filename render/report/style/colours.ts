/**
 * Paper, ink and one red, as in books. Every text on its ground has a contrast of at least 4.5, every control's edge
 * 3. The theme is a choice of `color-scheme`, which the radio buttons make without any script.
 */
export const colours = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf6, #171512);
  --raised: light-dark(#ffffff, #1f1c18);
  --ink: light-dark(#211f1b, #ece8e0);
  --soft: light-dark(#645f55, #aaa397);
  --line: light-dark(#e3ded3, #38332c);
  --edge: light-dark(#8a8377, #7f786c);
  --red: light-dark(#a1341a, #f2997e);
  --wash: light-dark(#f8ebe4, #33221b);
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, P052, "URW Palladio L", Charter, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Open Sans", "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
:root:has(#theme-light:checked) { color-scheme: light; }
:root:has(#theme-dark:checked) { color-scheme: dark; }
`
