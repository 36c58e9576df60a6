// `npm run schemas:kubernetes`: takes the schemas of every kind from the modules that sources.ts pins. Needs Go and the
// network; everything else reads only what this writes.

import { writeFileSync } from 'node:fs'
import { takeCustom } from './custom.ts'
import { download } from './download.ts'
import { enumsOf } from './enums.ts'
import { OPENAPI_FILES, type Taken, takeNative } from './native.ts'
import { CUSTOM, KUBERNETES } from './sources.ts'
import { toText } from './write.ts'

for (const [kubernetes, module] of Object.entries(KUBERNETES)) {
  const read = await download(module)
  const enums = enumsOf(read('pkg/generated/openapi/zz_generated.openapi.go'))
  const taken: Taken[] = OPENAPI_FILES.map((file) => takeNative(read(file), enums))
  for (const custom of CUSTOM) {
    const readCustom = await download(custom.module)
    taken.push(...custom.files.map((file) => takeCustom(readCustom(file))))
  }
  const text = toText({
    kubernetes,
    sources: [module, ...CUSTOM.map((custom) => custom.module)].map(({ path, version, sum, licence }) => ({
      module: path,
      version,
      sum,
      licence,
    })),
    kinds: Object.assign({}, ...taken.map(({ kinds }) => kinds)),
    definitions: Object.assign({}, ...taken.map(({ definitions }) => definitions)),
  })
  writeFileSync(new URL(`../kubernetes/${kubernetes}.json`, import.meta.url), text)
}
