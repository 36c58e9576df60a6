import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { environmentFile, FLEET_FILE, releaseFile } from '../../../render/environment/environment.ts'
import type { Change } from '../operations.ts'
import { at, type World } from '../world.ts'
import { buildOf, sourceOnBranch } from './sources.ts'

/** Changes files of the working tree as someone does who thinks of nothing else. */
export function change(world: World, wanted: Change): void {
  const service = at(world.services, wanted.service)
  if (wanted.what === 'source') buildOf(world, service, sourceOnBranch(world))
  else if (wanted.what === 'rename') rename(world, service)
  else if (wanted.what === 'registry')
    edit(world, FLEET_FILE, ['registry'], `registry-${world.serial++}.example.com:5000/todo`)
  else if ('value' in wanted) {
    const { what, value } = wanted
    const environment = at(world.environments, wanted.environment)
    const path = ['services', service]
    if (what === 'build') {
      const build = at(
        world.builds.filter((each) => each.service === service),
        value,
      )
      edit(world, releaseFile(environment), [...path], build.entry)
    } else {
      const file = environmentFile(environment)
      const scaled = what === 'replicas' && hasIn(world, file, [...path, 'autoscaling'])
      if (what === 'setting')
        edit(
          world,
          file,
          [...path, 'settings', at(settingNames(world, service), value)],
          at(['debug', '12:30', 'no', ' a: "b" #c', `${value}`], value),
        )
      else if (what === 'resources')
        edit(world, file, [...path, 'resources', 'requests', 'cpu'], `${1 + (value % 99)}m`)
      else
        edit(
          world,
          file,
          scaled ? [...path, 'autoscaling', 'maxReplicas'] : [...path, 'replicas'],
          10 + (value % 9),
        )
    }
  }
}

/** Renames a setting in base and wherever an environment sets it. */
function rename(world: World, service: string): void {
  const file = join(world.root, 'base/services', service, 'settings.env')
  const old = settingNames(world, service).at(-1) as string
  const name = `${old.replace(/_\d+$/, '')}_${world.serial++}`
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(new RegExp(`^${old}=`, 'm'), () => `${name}=`),
  )
  for (const environment of world.environments) {
    const definition = join(world.root, environmentFile(environment))
    const document = parseDocument(readFileSync(definition, 'utf8'))
    const value = document.getIn(['services', service, 'settings', old])
    if (value === undefined) continue
    document.deleteIn(['services', service, 'settings', old])
    document.setIn(['services', service, 'settings', name], value)
    writeFileSync(definition, document.toString({ lineWidth: 0 }))
  }
}

const settingNames = ({ root }: World, service: string): string[] =>
  [
    ...readFileSync(join(root, 'base/services', service, 'settings.env'), 'utf8').matchAll(
      /^([A-Z0-9_]+)=/gm,
    ),
  ].map(([, name]) => name as string)

function edit({ root }: World, file: string, path: readonly string[], value: unknown): void {
  const document = parseDocument(readFileSync(join(root, file), 'utf8'))
  document.setIn(path, document.createNode(value))
  writeFileSync(join(root, file), document.toString({ lineWidth: 0 }))
}

const hasIn = ({ root }: World, file: string, path: readonly string[]): boolean =>
  existsSync(join(root, file)) && parseDocument(readFileSync(join(root, file), 'utf8')).hasIn(path)
