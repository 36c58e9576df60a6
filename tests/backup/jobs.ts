import { at, items, type Resource } from '../../render/kubernetes/resource.ts'

/** The Job that a CronJob of the built manifests makes: what `kubectl create job --from=cronjob/NAME` asks for. */
export function jobFrom(resources: readonly Resource[], cronJob: string): unknown {
  const found = resources.find(
    (each) => at(each, 'kind') === 'CronJob' && at(each, 'metadata', 'name') === cronJob,
  )
  if (!found) throw new Error(`there is no CronJob/${cronJob}`)
  return { apiVersion: 'batch/v1', kind: 'Job', spec: at(found, 'spec', 'jobTemplate', 'spec') }
}

/** What the container of a Job runs. */
export interface Run {
  readonly script: string
  readonly environment: Readonly<Record<string, string>>
}

/**
 * The one container's script with its variables.
 *
 * @param secrets the values of the Secret `database`, by key
 * @param folders where the container's volumes are here, by their mount path
 */
export function runOf(
  job: unknown,
  secrets: Readonly<Record<string, string>>,
  folders: Readonly<Record<string, string>>,
): Run {
  const container = items(at(job, 'spec', 'template', 'spec', 'containers'))[0]
  const environment = Object.fromEntries(
    items(at(container, 'env')).map((each) => {
      const key = at(each, 'valueFrom', 'secretKeyRef', 'key')
      return [
        String(at(each, 'name')),
        key === undefined ? String(at(each, 'value')) : (secrets[String(key)] ?? ''),
      ]
    }),
  )
  let script = String(items(at(container, 'args'))[0])
  for (const [path, folder] of Object.entries(folders)) script = script.replaceAll(path, folder)
  return { script, environment }
}
