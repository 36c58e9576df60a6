import type { ReportData } from '../data.ts'
import { html, type Markup } from '../markup.ts'
import { named, shortened, time, where } from '../words.ts'
import { concerning, records } from './section.ts'

/** One image, and where it runs. */
interface Build {
  readonly service: string
  readonly tag: string
  readonly digest: string | undefined
  readonly commit: string | undefined
  readonly environments: readonly number[]
}

/** Every image that runs somewhere, once: which commit it was built from, of what day. */
export function builds(data: ReportData, services: readonly string[]): Markup {
  const names = data.environments.map(({ environment }) => environment.name)
  const rows = services.flatMap((service, index) =>
    buildsOf(service, data).map((build) => ({
      about: concerning(build.environments, [index]),
      cells: [
        html`<code>${named(service)}</code>`,
        html`<code>${named(build.tag)}</code>`,
        build.digest === undefined ? quiet('not known yet') : shortened(build.digest),
        source(build.commit, data),
        committed(build.commit, data),
        where(build.environments, names),
      ],
    })),
  )
  return html`<div class="box" data-box><h3 id="builds">Where they come from</h3>${records(
    'builds-table',
    'Images, with the commit that each was built from',
    ['Service', 'Tag', 'Digest', 'Built from', 'Committed', 'Runs in'],
    rows,
  )}</div>`
}

function buildsOf(service: string, { environments }: ReportData): Build[] {
  const running = environments.flatMap(({ environment: { release } }, index) => {
    const image = Object.hasOwn(release, service) ? release[service] : undefined
    return image ? [{ ...image, index }] : []
  })
  const same = Map.groupBy(running, ({ tag, digest, commit }) => JSON.stringify([tag, digest, commit]))
  return [...same.values()].map((group) => {
    const [{ tag, digest, commit }] = group as [(typeof group)[number]]
    return { service, tag, digest, commit, environments: group.map(({ index }) => index) }
  })
}

function source(commit: string | undefined, { commits }: ReportData): Markup {
  if (commit === undefined) return quiet('not said')
  const subject = commits.get(commit)?.subject
  return html`${shortened(commit)}${subject !== undefined && html`<small>${named(subject)}</small>`}`
}

const committed = (commit: string | undefined, { commits }: ReportData): Markup => {
  const known = commit === undefined ? undefined : commits.get(commit)
  return known ? time(known.date) : quiet('not known')
}

const quiet = (text: string): Markup => html`<span class="none">${text}</span>`
