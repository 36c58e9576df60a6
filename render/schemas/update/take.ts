import type { KubernetesSchemas } from '../../kubernetes/schema/data.ts'
import { takeCustom } from './custom.ts'
import { download } from './download.ts'
import { enumsOf } from './enums.ts'
import { OPENAPI_FILES, type Taken, takeNative } from './native.ts'
import { CUSTOM, KUBERNETES } from './sources.ts'
import { reachable } from './write.ts'

/**
 * The schemas of a Kubernetes release, as its module describes them.
 *
 * @param version such as `v1.36.1`.
 * @param pinned its sum; none for a release that is taken for the first time.
 */
export async function take(version: string, pinned?: string): Promise<KubernetesSchemas> {
  const { path, licence } = KUBERNETES
  const { read, sum } = await download({ path, version, ...(pinned !== undefined && { sum: pinned }) })
  const enums = enumsOf(read('pkg/generated/openapi/zz_generated.openapi.go'))
  const taken: Taken[] = OPENAPI_FILES.map((file) => takeNative(read(file), enums))
  for (const { module, files } of CUSTOM) {
    const custom = await download(module)
    taken.push(...files.map((file) => takeCustom(custom.read(file))))
  }
  const kinds = Object.assign({}, ...taken.map((each) => each.kinds))
  const definitions = Object.assign({}, ...taken.map((each) => each.definitions))
  return {
    kubernetes: version.slice(1).split('.').slice(0, 2).join('.'),
    sources: [
      { module: path, version, sum, licence },
      ...CUSTOM.map(({ module: { path: module, ...pinned } }) => ({ module, ...pinned })),
    ],
    kinds,
    definitions: reachable(kinds, definitions),
  }
}
