// What tests in Go hold as text: read by pattern, for the text is all that is wanted of them.

/** What a test of kube-score expects of a file. */
export interface Expectation {
  readonly file: string
  /** The check's name, as `Container Image Tag`. */
  readonly check: string
  /** Whether the check finds something; nothing if it is skipped. */
  readonly finds: boolean | undefined
}

const CALL =
  /testExpectedScore(?:WithConfig)?\(t, (?:\[\]ks\.NamedReader\{testFile\("([^"]+\.yaml)"\)\}|"([^"]+\.yaml)")[^;]*?, "([A-Z][^"]+)", (scorecard\.Grade(\w+)|0)\)/g

/** A loop over API versions, which the name of a file has in it. */
const LOOP = /\tfor _, v := range \[\]string\{([^}]*)\} \{\n([\s\S]*?)\n\t\}\n/g

/** Every expectation about a single file that a test of kube-score states in one call. */
export const scoreExpectations = (source: string): Expectation[] =>
  [...source.replaceAll(LOOP, unrolled).matchAll(CALL)].map(([, read, plain, check = '', , grade]) => ({
    file: (read ?? plain) as string,
    check,
    finds: grade === undefined ? undefined : grade !== 'AllOK',
  }))

const unrolled = (_: string, versions: string, body: string): string =>
  [...versions.matchAll(/"([^"]*)"/g)].map(([, version = '']) => body.replaceAll('"+v+"', version)).join('\n')

/** One test of kustomize: the files that it writes, and what it expects to be built. */
export interface BuildCase {
  readonly name: string
  /** By path, without a slash at the start. */
  readonly files: ReadonlyMap<string, string>
  readonly outputs: readonly string[]
}

const TEST = /^func (Test\w+)\(/gm
const WRITE = /\.Write([FKC])\(\s*"([^"]+)"\s*,\s*`([^`]*)`\s*\)/g
const OUTPUT = /AssertActualEqualsExpected\w*\(\s*\w+,(?:\s*\w+,)?\s*`([^`]*)`/g

/** The tests in a Go file of kustomize, as far as their texts stand in them as they are. */
export function buildCases(source: string): BuildCase[] {
  const starts = [...source.matchAll(TEST)]
  return starts.flatMap(({ 1: name = '', index }, position) => {
    const body = source.slice(index, starts[position + 1]?.index)
    const files = new Map(
      [...body.matchAll(WRITE)].map(([, way, path = '', text = '']) => [
        fileOf(way, path),
        headed(way, text),
      ]),
    )
    const outputs = [...body.matchAll(OUTPUT)].map(([, text = '']) => text)
    return files.size + outputs.length > 0 ? [{ name, files, outputs }] : []
  })
}

/** `WriteK` and `WriteC` name a folder, and its kustomization is meant. */
const fileOf = (way: string | undefined, path: string): string => {
  const inside = path.replace(/^(\.?\/)+|\/$/g, '').replace(/^\.$/, '')
  return way === 'F' ? inside : [inside, 'kustomization.yaml'].filter(Boolean).join('/')
}

/** What the test's own helpers put before it. */
const headed = (way: string | undefined, text: string): string =>
  way === 'K'
    ? `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${text}`
    : way === 'C'
      ? `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${text}`
      : text
