import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fork } from '../adoption/adopter.ts'
import { temporaryFolder } from '../support/repository.ts'
import { startMachine } from './stand-in/machine.ts'

// What `npm run init` leaves can be brought up: another cluster, another Kubernetes minor, no secrets, no docker/.

const FROM_DISK = [
  '--from-working-tree',
  '--argocd-manifest',
  join(import.meta.dirname, 'stand-in/argocd.yaml'),
]
const IMAGE = 'registry.example.org/tiny/clock:0.1.0'

test('a copy with a system of its own: its cluster, its Kubernetes, and an image that is pulled or in Docker', async () => {
  const { root, run, commit } = fork(temporaryFolder())
  const repository = ['--repository', 'https://git.example.org/tiny/gitops.git']
  const names = ['--system', 'tiny', '--registry', 'registry.example.org/tiny', '--service', 'clock']
  await run('init', [...names, ...repository, '--cluster', 'lab=1.35,local', '--cluster', 'edge=1.34'])
  commit('Begin')

  const machine = await startMachine({ cluster: 'lab', application: 'tiny-lab' })
  const { exit, stdout, stderr } = await machine.run(root, ...FROM_DISK)
  expect(stderr).toContain('application: done')
  expect(exit).toBe(0)
  expect(machine.writes[0]).toMatch(/--kubernetes-version v1\.35\.\d+ .* --profile lab$/)
  expect(machine.writes).toContain(`docker pull ${IMAGE}`)
  expect(machine.writes).toContain(`minikube image load ${IMAGE} --profile lab`)
  expect(machine.writes.filter((call) => call.startsWith('docker build')).length).toBe(1)
  expect(stderr).not.toContain('secrets')
  expect(stdout).toContain('--context lab')

  machine.node.delete(IMAGE)
  const before = machine.writes.length
  expect((await machine.run(root, ...FROM_DISK)).exit).toBe(0)
  expect(machine.writes.slice(before)).toEqual([`minikube image load ${IMAGE} --profile lab`])

  machine.node.delete(IMAGE)
  machine.docker.delete(IMAGE)
  machine.answers.set('docker pull', { exit: 1 })
  const failed = await machine.run(root, ...FROM_DISK)
  expect(failed.stderr).toContain(`images: no docker/clock/Dockerfile, no ${IMAGE} in Docker`)
  expect(failed.exit).toBe(1)

  const unknown = await machine.run(root, ...FROM_DISK, '--environment', 'edge')
  expect(unknown.stderr).toContain('"edge" is not on a cluster with `local: true`; known: lab')
  expect(unknown.exit).toBe(2)
})
