import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { atLeast } from '../../render/doctor/check.ts'
import { findKubectl } from '../../render/tools/kubectl.ts'
import { profile } from '../cluster.ts'
import { CPUS, FREE_DISK_GB, LEAST_MEMORY_GB, MINIMUM } from '../pins.ts'
import { versionOf } from '../run.ts'
import { done, type Step } from '../step.ts'
import { StepError } from '../step-error.ts'
import type { World } from '../world.ts'

const INSTALL: Record<keyof typeof MINIMUM, string> = {
  git: 'https://git-scm.com/downloads',
  docker: 'https://docs.docker.com/get-docker/',
  minikube: 'https://minikube.sigs.k8s.io/docs/start/',
  kubectl: 'https://kubernetes.io/docs/tasks/tools/',
}

/** The programs that this command starts, and their versions. */
export const tools: Step = {
  name: 'tools',
  check: async ({ root }) => {
    const kubectl = await findKubectl(root)
    const versions: Record<keyof typeof MINIMUM, string | undefined> = {
      git: await versionOf('git', ['version']),
      // Of the daemon: a client alone builds nothing.
      docker: await versionOf('docker', ['version', '--format', '{{.Server.Version}}']),
      minikube: await versionOf('minikube', ['version', '--short']),
      kubectl: kubectl === undefined ? undefined : await versionOf(kubectl, ['version', '--client']),
    }
    const names = Object.keys(MINIMUM) as (keyof typeof MINIMUM)[]
    const wrong = names.flatMap((name) => {
      const version = versions[name]
      if (version === undefined)
        return name === 'docker' ? ['docker: the daemon does not answer; start it'] : [`${name}: not found`]
      return atLeast(version, MINIMUM[name])
        ? []
        : [`${name} ${version}: ${MINIMUM[name]} or later is required`]
    })
    if (wrong.length > 0)
      throw new StepError(
        wrong.join('\n'),
        names
          .filter((name) => wrong.some((each) => each.startsWith(name)))
          .map((name) => INSTALL[name])
          .join(', '),
      )
    return done(names.map((name) => `${name} ${versions[name]}`).join(', '))
  },
}

const GB = 1024 ** 3

/** Memory, processors and disk for a cluster that is not there yet. */
export const machine: Step = {
  name: 'machine',
  check: async (world) => {
    if (await profile(world)) return done('the Minikube cluster exists')
    const { cpus, memory, disk } = await room(world)
    const wanted = world.options.memory
    const wrong = [
      ...(memory < wanted ? [`memory: Docker has ${memory.toFixed(1)} GB, ${wanted} GB required`] : []),
      ...(cpus < CPUS ? [`processors: Docker has ${cpus}, ${CPUS} required`] : []),
      ...(disk < FREE_DISK_GB ? [`disk: ${disk.toFixed(1)} GB free, ${FREE_DISK_GB} GB required`] : []),
    ]
    if (wrong.length > 0)
      throw new StepError(
        wrong.join('\n'),
        `Free them, or give Docker more (Docker Desktop: Settings, Resources)${
          memory < wanted && memory >= LEAST_MEMORY_GB ? `; or add --memory ${Math.floor(memory)}` : ''
        }.`,
      )
    return done(`${cpus} processors, ${memory.toFixed(1)} GB of memory, ${disk.toFixed(0)} GB of disk free`)
  },
}

async function room({ root, run }: World): Promise<{ cpus: number; memory: number; disk: number }> {
  const format = '{{.NCPU}} {{.MemTotal}} {{.DockerRootDir}}'
  const [cpus = '', memory = '', folder = ''] = (await run('docker', ['info', '--format', format]))
    .trim()
    .split(' ')
  // Docker Desktop's folder is one of its virtual machine.
  const { bavail, bsize } = await statfs(existsSync(folder) ? folder : root)
  return { cpus: Number(cpus), memory: Number(memory) / GB, disk: (bavail * bsize) / GB }
}
