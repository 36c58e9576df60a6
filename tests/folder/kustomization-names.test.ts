import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { validateFolder } from '../../render/commands/folder/validate-folder.ts'
import { temporaryFolder, write } from '../support/repository.ts'

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.example/web:1.0
`

const PATCH = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          image: registry.example/web:latest
`

test.each(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])(
  'in %s, a finding is at the patch, and a generated key at its line',
  async (name) => {
    const root = temporaryFolder()
    mkdirSync(join(root, '.git'))
    write(root, {
      [`base/${name}`]: 'resources: [web.yaml]\n',
      'base/web.yaml': DEPLOYMENT,
      [`prod/${name}`]: `resources: [../base]
patches: [{path: image.yaml}]
configMapGenerator:
  - name: web
    literals:
      - A=1
      - PASSWORD=hunter2hunter2
namePrefix: p-
secretGenerator:
  - name: web
    literals:
      - TOKEN=hunter2hunter2
`,
      'prod/image.yaml': PATCH,
    })
    const { json } = await validateFolder({ path: root })
    expect(json['folders']).toEqual(['prod'])
    const findings = json['findings'] as { rule: string; file: string; line?: number }[]
    expect(findings.filter(({ rule }) => rule === 'image-tag')).toEqual([
      expect.objectContaining({ file: 'prod/image.yaml', line: 9 }),
    ])
    expect(findings.filter(({ rule }) => rule === 'plain-secrets')).toEqual([
      expect.objectContaining({ file: `prod/${name}`, line: 7 }),
    ])
    expect(findings.filter(({ rule }) => rule === 'no-secret-data')).toEqual([
      expect.objectContaining({ file: `prod/${name}`, line: 10 }),
    ])
  },
)
