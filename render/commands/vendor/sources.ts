import { parse } from '../../environment/parse.ts'
import { at } from '../../kubernetes/resource.ts'
import { suggest } from '../../problem/nearest.ts'
import { type Path, type Problem, wrongFile, wrongValue } from '../../problem/problem.ts'
import { pathsBelow, workTree } from '../../repository/files.ts'
import { asHelmReads } from '../../vendor/manifests.ts'
import { readSource, type Source, sourceFile, VENDOR_FOLDER } from '../../vendor/source.ts'

/** What lies in base/vendor and base/crds. */
export interface Vendored {
  /** The folders of base/vendor, in alphabetical order. */
  readonly names: readonly string[]
  /** Every file of both folders, by path. */
  readonly files: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
}

/** Reads base/vendor and base/crds of the repository at `root`; no symbolic link is followed. */
export function readVendored(root: string): Vendored {
  const tree = workTree(root)
  const found = [VENDOR_FOLDER, 'base/crds'].flatMap((folder) => pathsBelow(tree, folder))
  const vendored = found.filter(({ path }) => path.startsWith(`${VENDOR_FOLDER}/`))
  return {
    names: tree
      .list(VENDOR_FOLDER)
      .filter(({ kind }) => kind === 'folder')
      .map(({ name }) => name),
    files: new Map(
      found.flatMap(({ path, kind }) =>
        kind === 'file' ? [[path, new TextDecoder().decode(tree.read(path))] as const] : [],
      ),
    ),
    problems: vendored.flatMap(({ path, kind }) => [
      ...(kind === 'file' ? [] : [wrongFile(path, 'is a symbolic link or a special file: remove it.')]),
      ...(path.split('/').length > 3 || /\.md$/.test(path)
        ? []
        : [wrongFile(path, `is in no folder of a source: move it to ${VENDOR_FOLDER}/NAME.`)]),
    ]),
  }
}

/** The sources of some names, or everything that is wrong with them. */
export function sourcesOf(
  { files }: Vendored,
  names: readonly string[],
): { readonly sources: ReadonlyMap<string, Source>; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const sources = new Map<string, Source>()
  for (const name of names) {
    const file = sourceFile(name)
    const text = files.get(file)
    if (text === undefined) {
      problems.push(wrongFile(file, 'is missing: add it, or remove the folder.'))
      continue
    }
    const parsed = parse(file, Buffer.from(text))
    problems.push(...parsed.problems)
    if (parsed.problems.length > 0) continue
    const { source, problems: wrong } = readSource(name, parsed.value)
    problems.push(...wrong)
    if (source?.values)
      problems.push(...misread(file, source.values, at(asHelmReads(text), 'values'), ['values']))
    if (source) sources.set(name, source)
  }
  return { sources, problems }
}

/** Values that helm, a reader of YAML 1.1, takes for something else: `no` is false to it, and a text to YAML 1.2. */
function misread(file: string, here: unknown, there: unknown, path: Path): Problem[] {
  if (typeof here === 'object' && here !== null && typeof there === 'object' && there !== null)
    return Object.entries(here).flatMap(([key, value]) =>
      misread(file, value, at(there, key), [...path, Array.isArray(here) ? Number(key) : key]),
    )
  return here === there
    ? []
    : [
        wrongValue(
          file,
          path,
          `Is ${JSON.stringify(here)} here and ${JSON.stringify(there) ?? 'nothing'} to helm, which reads YAML 1.1: write true, false or a decimal number, or put it in quotes.`,
        ),
      ]
}

/** What to say of a name that base/vendor doesn't have. */
export const unknownSource = (name: string, { names }: Vendored): string =>
  `base/vendor has no folder "${name}".${suggest(name, names)}`
