import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { validateFolder } from '../../render/commands/folder/validate-folder.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import { definitionOf } from './definition.ts'

const definition = (type?: string) => definitionOf('Widget', type)

const widget = (spec: string, version = 'v1', kind = 'Widget') => `apiVersion: example.com/${version}
kind: ${kind}
metadata: {name: one}
spec: ${spec}
`

async function validated(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder()
  mkdirSync(join(root, '.git'))
  write(root, files)
  const { json } = await validateFolder({ path: root })
  const findings = json['findings'] as { rule: string; file: string; line?: number; message: string }[]
  return { found: findings.filter(({ rule }) => rule === 'schema'), unknown: json['unknownKinds'] }
}

test('a custom resource is held against the definition that the folder has, wherever it is', async () => {
  const { found, unknown } = await validated({
    'crds/kustomization.yaml': 'resources: [widget.yaml]\n',
    'crds/widget.yaml': definition(),
    'app/kustomization.yaml': 'resources: [good.yaml, bad.yaml]\n',
    'app/good.yaml': widget('{size: 3}').replace('one', 'good'),
    'app/bad.yaml': widget('{size: big, colour: red}'),
  })
  expect(unknown).toEqual([])
  expect(found.map(({ file, line, message }) => [file, line, message])).toEqual([
    ['app/bad.yaml', 4, 'Unknown field "colour". Known: size.'],
    ['app/bad.yaml', 4, 'Expected a whole number, found "big".'],
  ])
})

test('plain manifests, too; a version that the definition does not serve is wrong', async () => {
  const { found, unknown } = await validated({
    'crd.yaml': definition(),
    'one.yaml': widget('{size: 3}', 'v2'),
  })
  expect(unknown).toEqual([])
  expect(found).toEqual([expect.objectContaining({ file: 'one.yaml' })])
})

test('another kind of the group, a kind of two definitions and one of a wrong definition are named and not judged', async () => {
  const other = await validated({
    'crd.yaml': definition(),
    'one.yaml': widget('{any: thing}', 'v1', 'Gadget'),
  })
  expect(other).toEqual({ found: [], unknown: ['example.com/v1 Gadget'] })
  const two = await validated({
    'a/kustomization.yaml': 'resources: [crd.yaml, one.yaml]\n',
    'a/crd.yaml': definition(),
    'a/one.yaml': widget('{size: big}'),
    'b/kustomization.yaml': 'resources: [crd.yaml]\n',
    'b/crd.yaml': definition('string'),
  })
  expect(two).toEqual({ found: [], unknown: ['example.com/v1 Widget'] })
  const wrong = await validated({
    'crd.yaml': definition().replace('name: widgets.example.com', 'name: widgets'),
    'one.yaml': widget('{size: big}'),
  })
  expect(wrong.unknown).toEqual(['example.com/v1 Widget'])
})
