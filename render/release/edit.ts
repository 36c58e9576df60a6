import type { Holds, Release } from '../environment/schema.ts'
import { schemaLine } from '../environment/schema-line.ts'
import { editYaml } from './edit-yaml.ts'
import { inOrder, pick } from './entry.ts'
import type { Entry } from './types.ts'
import { read } from './yaml-places.ts'

/**
 * release.yaml with other entries for some services: only the lines of what changed are other ones. A new service
 * comes at its place in the alphabet, its keys in the order tag, digest, commit, migration, contracting.
 *
 * @param text a release.yaml that is valid.
 * @param changes whole entries: what one doesn't say goes.
 */
export function editRelease(text: string, changes: Readonly<Record<string, Entry>>): string {
  const { services } = read(text).toJS() as Release
  const wanted = { ...services, ...changes }
  return editYaml(text, {
    services: inOrder(
      Object.fromEntries(Object.entries(wanted).map(([service, entry]) => [service, { ...pick(entry) }])),
    ),
  })
}

/**
 * holds.yaml as it says `holds`, or nothing if the file is to go: because nothing is held any more and it has no
 * comment outside of the holds. Comments inside of a hold go with it.
 *
 * @param text a holds.yaml that is valid, or nothing if there is none yet.
 * @param holds in the order in which `hold`, `lift` and `rollback` give them, without empty maps.
 */
export function editHolds(text: string | undefined, holds: Holds): string | undefined {
  const edited = editYaml(text ?? schemaLine('holds'), holds as Parameters<typeof editYaml>[1])
  const held = Object.keys(holds).length > 0
  return held || /^(?!# yaml-language-server:)[ \t]*#/m.test(edited) ? edited : undefined
}
