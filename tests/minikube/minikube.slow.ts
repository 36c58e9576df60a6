import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { write } from '../support/repository.ts'
import { type Machine, startMachine } from './stand-in/machine.ts'
import { workTree } from './stand-in/work-tree.ts'

// The whole command as people start it, with real kubectl, kustomize and git, and stand-ins for minikube, docker and the
// API server that record and answer.

const ARGOCD = ['--argocd-manifest', join(import.meta.dirname, 'stand-in/argocd.yaml')]
const FROM_DISK = ['--from-working-tree', ...ARGOCD]

let root: string
let machine: Machine
let git: (...args: string[]) => string
beforeEach(async () => {
  ;({ root, git } = await workTree())
  machine = await startMachine()
})

const SECRETS = 'environments/minikube/secrets.env'

const images = () => [...machine.node].sort()

test('from the working tree: cluster, images of what is on disk, Secrets, and what Argo CD syncs', async () => {
  const { exit, stdout, stderr } = await machine.run(root, ...FROM_DISK)
  expect(stderr).toContain('application: done')
  expect(exit).toBe(0)
  expect(stdout).toContain('http://192.168.49.2:30080')
  expect(stdout).toContain('password first-password')
  expect(machine.writes.slice(0, 3)).toEqual([
    'minikube start --driver docker --cni calico --kubernetes-version v1.36.1 --cpus 4 --memory 8g --disk-size 20g --profile minikube',
    'minikube addons enable ingress --profile minikube',
    'minikube addons enable metrics-server --profile minikube',
  ])
  expect(machine.api.find('Application', 'root-minikube')?.['spec'].source.repoURL).toBe(
    'git://git-server.git-server.svc.cluster.local/repository.git',
  )
  expect(images().map((image) => image.split(':')[0])).toEqual([
    'localhost/git-server',
    'localhost/scripted-model',
    'registry.example.org/todo/ai-agent',
    'registry.example.org/todo/backend',
    'registry.example.org/todo/frontend',
    'registry.example.org/todo/mcp-server',
  ])
  expect(git('status', '--porcelain')).toBe('')
})

test('again: nothing is written but what compares by itself; after a change, only what depends on it', async () => {
  expect((await machine.run(root, ...FROM_DISK)).exit).toBe(0)
  const before = machine.writes.length
  expect((await machine.run(root, ...FROM_DISK)).exit).toBe(0)
  expect(machine.writes.slice(before)).toEqual(['PATCH /api/v1/namespaces/todo-app'])

  write(root, { 'docker/backend/main.ts': 'export {}\n' })
  expect((await machine.run(root, ...FROM_DISK)).exit).toBe(0)
  const after = machine.writes.slice(before)
  expect(
    after.filter((call) => call.startsWith('docker build')).map((call) => / --tag (\S+?):/.exec(call)?.[1]),
  ).toEqual(['registry.example.org/todo/backend', 'localhost/git-server'])
  expect(after.filter((call) => call.startsWith('minikube start'))).toEqual([])
})

// In their order: each run gets one step further than the one before.
const KILLS = [
  /git write-tree/,
  /git checkout/,
  /git commit --quiet --message Render/,
  /git commit --quiet --message Follow/,
  /^minikube start/,
  /^minikube addons enable metrics-server/,
  /^PATCH .*\/deployments\/argocd-repo-server/,
  /^PATCH .*\/configmaps\/argocd-cm/,
  /^docker build .*backend/,
  /^minikube image load .*\/frontend/,
  /git clone/,
  /^docker build .*git-server/,
  /^PATCH .*\/deployments\/git-server/,
  /^PATCH .*\/deployments\/scripted-model/,
  /^PATCH .*\/secrets\/database/,
  /^POST .*\/applications/,
]

test('killed in each step and run again, it ends as if it had not been killed', async () => {
  expect((await machine.run(root, ...FROM_DISK)).exit).toBe(0)
  const wanted = end()
  expect((await machine.run(root, 'down')).exit).toBe(0)
  expect(machine.cluster).toBe('none')
  for (const at of KILLS) {
    machine.killAt = at
    const { signal, stderr } = await machine.run(root, ...FROM_DISK)
    expect(signal, `${at}: ${stderr}`).toBe('SIGKILL')
  }
  machine.killAt = undefined
  const { exit, stderr } = await machine.run(root, ...FROM_DISK)
  expect(exit, stderr).toBe(0)
  expect(end()).toEqual(wanted)
})

test('down: killed and repeated, nothing is left but secrets.env', async () => {
  expect((await machine.run(root, ...FROM_DISK)).exit).toBe(0)
  for (const at of [/^minikube delete/, /^docker image rm/]) {
    machine.killAt = at
    expect((await machine.run(root, 'down')).signal).toBe('SIGKILL')
  }
  machine.killAt = undefined
  expect((await machine.run(root, 'down')).exit).toBe(0)
  expect({ cluster: machine.cluster, docker: [...machine.docker] }).toEqual({ cluster: 'none', docker: [] })
  expect(existsSync(join(machine.cache, 'minikube/minikube'))).toBe(false)
  expect(existsSync(join(root, SECRETS))).toBe(true)
})

/** What a run leaves: images but for that of the copy, whose commit has a time, and all objects. */
const end = () => ({
  images: images().filter((image) => !image.startsWith('localhost/git-server')),
  objects: [...machine.api.objects.keys()].sort(),
})
