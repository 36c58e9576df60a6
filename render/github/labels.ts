import type { GitHub } from './connect.ts'
import { unlessAbsent } from './github-error.ts'
import { writeOnce } from './write-once.ts'

/** A label as it is made where the repository doesn't have it; one that is there keeps what people made of it. */
export interface Label {
  /** At most 50 characters. GitHub knows no difference of case. */
  readonly name: string
  /** Six hexadecimal digits. */
  readonly color: string
  readonly description: string
}

export interface OwnLabels {
  /** The pull request's number. */
  readonly pullRequest: number
  /** The beginning of the names that are ours, as in `risk: `. */
  readonly owned: string
  /** Those of ours that apply. */
  readonly labels: readonly Label[]
}

export interface LabelChange {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Lets a pull request bear just these of our labels; those of people stay. @throws {GitHubError} */
export async function setLabels(
  github: GitHub,
  { pullRequest, owned, labels }: OwnLabels,
): Promise<LabelChange> {
  const { octokit, repository } = github
  const wanted = new Set(labels.map(({ name }) => name.toLowerCase()))
  const current = await labelsOf(github, pullRequest)
  const added = await add(github, pullRequest, labels, current)
  const removed = current.filter(
    (name) => name.toLowerCase().startsWith(owned.toLowerCase()) && !wanted.has(name.toLowerCase()),
  )
  for (const name of removed)
    await unlessAbsent(octokit.rest.issues.removeLabel({ ...repository, issue_number: pullRequest, name }))
  return { added, removed }
}

/** Adds those that are missing. @returns their names. @throws {GitHubError} */
export const addLabels = async (
  github: GitHub,
  pullRequest: number,
  labels: readonly Label[],
): Promise<readonly string[]> =>
  labels.length === 0 ? [] : add(github, pullRequest, labels, await labelsOf(github, pullRequest))

async function add(
  github: GitHub,
  pullRequest: number,
  labels: readonly Label[],
  current: readonly string[],
): Promise<readonly string[]> {
  const { octokit, repository } = github
  const present = new Set(current.map((name) => name.toLowerCase()))
  const missing = labels.filter(({ name }) => !present.has(name.toLowerCase()))
  // GitHub would make a missing label by itself, grey and without a description.
  for (const label of missing) await ensureLabel(github, label)
  const names = missing.map(({ name }) => name)
  if (names.length > 0)
    await octokit.rest.issues.addLabels({ ...repository, issue_number: pullRequest, labels: names })
  return names
}

async function labelsOf({ octokit, repository }: GitHub, pullRequest: number): Promise<string[]> {
  const labels = await octokit.paginate(octokit.rest.issues.listLabelsOnIssue, {
    ...repository,
    issue_number: pullRequest,
    per_page: 100,
  })
  return labels.map(({ name }) => name)
}

async function ensureLabel(github: GitHub, { name, color, description }: Label): Promise<void> {
  const { octokit, repository } = github
  await writeOnce(github, {
    look: async () => (await unlessAbsent(octokit.rest.issues.getLabel({ ...repository, name }))) && true,
    async write() {
      const request = { retries: 0 }
      await octokit.rest.issues.createLabel({ ...repository, name, color, description, request })
      return true
    },
    isTaken: ({ message }) => message.includes('already_exists'),
  })
}
